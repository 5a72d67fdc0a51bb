package org.chartseal.server.it;

import org.chartseal.server.keys.KeyMaterialStore;
import org.chartseal.server.keys.SlotId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;

/** Somebody with access to the key store's database. */
final class TestKeys {
    private final JdbcTemplate jdbc;

    private TestKeys(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    static TestKeys of(TestServer server) {
        return new TestKeys((JdbcTemplate) ReflectionTestUtils.getField(server.bean(KeyMaterialStore.class), "jdbc"));
    }

    /** Takes a wrapped key away, and returns it. */
    byte[] take(byte[] slot) {
        byte[] wrapped =
                jdbc.queryForObject("select wrapped from key_slot where slot_id = ?", byte[].class, (Object) slot);
        jdbc.update("delete from key_slot where slot_id = ?", (Object)
                SlotId.of(slot).bytes());
        return wrapped;
    }

    /** Puts it back. */
    void put(byte[] slot, byte[] wrapped) {
        jdbc.update("insert into key_slot (slot_id, wrapped) values (?, ?)", slot, wrapped);
    }
}
