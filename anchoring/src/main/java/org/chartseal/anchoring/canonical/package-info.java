/** Canonical form {@code fhir-jcs-lex/1}: strict JSON in, the one byte sequence that is hashed out. */
@NullMarked
package org.chartseal.anchoring.canonical;

import org.jspecify.annotations.NullMarked;
