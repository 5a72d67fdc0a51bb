package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.search.builder.sql.GeneratedSql;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts into a query what the index holds in place of what was asked: sets of tokens, and the tokens of the texts that two
 * columns are compared with. HAPI builds those two comparisons in private methods, so they are told by the column's name
 * in the query.
 */
final class KeyedColumns {
    private static final Pattern COMPARED =
            Pattern.compile("(?:TARGET_RESOURCE_URL|IDX_STRING)\\s*(?:=|<>|(?:NOT\\s+)?IN)\\s*\\(?([?,\\s]+)");

    private final IndexGenerations generations;

    KeyedColumns(IndexGenerations generations) {
        this.generations = generations;
    }

    /** The same query, bound to what the index holds. */
    GeneratedSql bind(GeneratedSql query) {
        KeyedTexts texts = generations.reading().texts();
        String sql = query.getSql();
        List<Object> bound = new ArrayList<>(query.getBindVariables().size());
        for (Object variable : query.getBindVariables()) {
            bound.add(variable instanceof TokenSearch search ? search.resolve() : variable);
        }
        Matcher compared = COMPARED.matcher(sql);
        while (compared.find()) {
            int first = questionMarks(sql, 0, compared.start(1));
            int count = questionMarks(sql, compared.start(1), compared.end(1));
            for (int i = first; i < first + count; i++) {
                if (bound.get(i) instanceof String text) {
                    bound.set(i, texts.token(text));
                }
            }
        }
        return new GeneratedSql(query.isMatchNothing(), sql, bound);
    }

    // Every value is bound, so no question mark stands in a literal.
    private static int questionMarks(String sql, int from, int to) {
        return (int) sql.substring(from, to).chars().filter(c -> c == '?').count();
    }
}
