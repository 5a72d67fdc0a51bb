package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.map.KeyedHead;
import org.chartseal.anchoring.map.MapKeys;

/**
 * The whole map of a leaf of kind 5, for auditors alone.
 *
 * @param heads all keyed heads in their order, concatenated
 */
public record MapOpening(MapKeys keys, byte[] heads) {
    /** Number of heads. */
    int size() {
        return heads.length / KeyedHead.LENGTH;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mapKey", Hex.of(keys.mapKey()));
        json.put("valueKey", Hex.of(keys.valueKey()));
        json.put("heads", Hex.of(heads));
        return json;
    }

    static MapOpening read(Fields fields) {
        byte[] heads = fields.hex("heads");
        if (heads.length % KeyedHead.LENGTH != 0) {
            throw fields.fail("heads", "keyed heads of " + KeyedHead.LENGTH + " bytes");
        }
        return new MapOpening(
                new MapKeys(fields.hex("mapKey", Sha256.LENGTH), fields.hex("valueKey", Sha256.LENGTH)), heads);
    }
}
