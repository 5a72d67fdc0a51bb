package org.chartseal.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What README.md tells a reader to type is what the tour runs. */
class TourPageTest {
    private static final Pattern RUN = Pattern.compile("^run '([^'\n]*)'$", Pattern.MULTILINE);
    private static final Pattern SHOWN = Pattern.compile("^    \\$ (.*)$", Pattern.MULTILINE);

    @Test
    void readmeShowsTheCommandsOfTheTourInOrder() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        int begin = readme.indexOf("<!-- tour -->");
        int end = readme.indexOf("<!-- end of tour -->");
        assertThat(begin).as("the tour's section").isPositive().isLessThan(end);
        List<String> commands = all(RUN, Files.readString(Path.of("src", "tour", "tour.sh")));
        assertThat(commands).hasSizeGreaterThan(10);
        assertThat(all(SHOWN, readme.substring(begin, end))).isEqualTo(commands);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
