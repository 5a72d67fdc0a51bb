package org.chartseal.anchoring.chain;

import com.fasterxml.jackson.databind.JsonNode;
import org.web3j.protocol.core.Response;

/** A node's answer as it is: web3j's own types know the fields of some forks only. */
public final class RawAnswer extends Response<JsonNode> {}
