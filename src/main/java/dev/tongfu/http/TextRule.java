package dev.tongfu.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a schema cannot say about a string. Refused, never mended. */
public enum TextRule {
    ANY("") {
        @Override
        boolean holds(String text) {
            return true;
        }
    },
    /** The banks take at most 100 bytes in GBK. */
    GBK_100("must be at most 100 bytes in GBK, every character of it in GBK") {
        @Override
        boolean holds(String text) {
            return gbkBytes(text).filter(bytes -> bytes <= 100).isPresent();
        }
    },
    URL("must be an absolute http or https URL without user name") {
        @Override
        boolean holds(String text) {
            return webUrl(text);
        }
    },
    INSTANT("must be an instant as RFC 3339 has it, such as 2026-11-23T08:30:00Z") {
        @Override
        boolean holds(String text) {
            return RFC_3339.matcher(text).matches() && parses(text, OffsetDateTime::parse);
        }
    },
    DATE("must be a day of the calendar as YYYY-MM-DD") {
        @Override
        boolean holds(String text) {
            return parses(text, day -> LocalDate.parse(day, DAY));
        }
    };

    private static final Charset GBK = Charset.forName("GBK");
    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

    private final String sentence;

    TextRule(String sentence) {
        this.sentence = sentence;
    }

    abstract boolean holds(String text);

    /** What must be, to follow the field's name. */
    String sentence() {
        return sentence;
    }

    private static Optional<Integer> gbkBytes(String text) {
        try {
            var encoder = GBK.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            return Optional.of(encoder.encode(CharBuffer.wrap(text)).remaining());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean webUrl(String text) {
        try {
            var uri = new URI(text);
            return uri.getHost() != null
                    && !uri.getHost().isEmpty()
                    && uri.getRawUserInfo() == null
                    && uri.getPort() <= 65_535
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private interface Parse {
        Object read(String text);
    }

    private static boolean parses(String text, Parse parse) {
        try {
            return parse.read(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
