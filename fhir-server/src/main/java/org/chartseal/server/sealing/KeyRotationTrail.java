package org.chartseal.server.sealing;

/** Who says for good that keys were rotated, and by whom. */
public interface KeyRotationTrail {
    /**
     * Keys that wrap others were rotated.
     *
     * @param kind as {@code $rotate-keys} calls it
     * @param client client id of the token that asked for it
     * @param rewrapped how many keys were wrapped anew
     */
    void rotated(String kind, String client, int rewrapped);
}
