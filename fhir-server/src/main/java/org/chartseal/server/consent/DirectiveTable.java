package org.chartseal.server.consent;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.server.sealing.SealAgain;
import org.chartseal.server.sealing.SealedTable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The sealed lists of patients' Consents: one row a patient who has any, so all are looked at. */
final class DirectiveTable implements SealedTable {
    private static final String UPDATE =
            "update cs_directive set sealed = ? where subject_name = ? and epoch = ? and sealed = ?";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    DirectiveTable(JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public boolean whole() {
        return false;
    }

    @Override
    public void sealAgain(SealAgain again, Pace pace) {
        int sealed;
        do {
            // By what stands in them, not by whose they say they are.
            List<Object[]> changes = new ArrayList<>();
            jdbc.query("select subject_name, epoch, sealed from cs_directive", row -> {
                String text = row.getString(3);
                if (again.concerns(text)) {
                    byte[] name = row.getBytes(1);
                    long epoch = row.getLong(2);
                    changes.add(new Object[] {
                        again.again(text, DirectiveHeads.context(name, epoch), DirectiveHeads.LEAST), name, epoch, text
                    });
                }
            });
            sealed = changes.size();
            if (sealed > 0) {
                transactions.executeWithoutResult(status -> jdbc.batchUpdate(UPDATE, changes));
            }
            pace.rest(sealed);
        } while (sealed > 0);
    }
}
