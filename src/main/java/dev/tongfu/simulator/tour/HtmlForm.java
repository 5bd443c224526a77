package dev.tongfu.simulator.tour;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The forms of a page, read as plainly as the tour needs: action and hidden fields. */
record HtmlForm(String action, Map<String, String> fields) {
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(action|name|value|type)=\"([^\"]*)\"");
    private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");

    /** The first form whose action or fields contain the text. */
    static Optional<HtmlForm> find(String page, String text) {
        var matcher = FORM.matcher(page);
        while (matcher.find()) {
            if (matcher.group().contains(text)) {
                return Optional.of(read(matcher.group(1), matcher.group(2)));
            }
        }
        return Optional.empty();
    }

    URI target(URI page) {
        return action.isEmpty() ? page : page.resolve(action);
    }

    private static HtmlForm read(String head, String body) {
        var fields = new LinkedHashMap<String, String>();
        var inputs = INPUT.matcher(body);
        while (inputs.find()) {
            var attributes = attributes(inputs.group(1));
            fields.put(attributes.getOrDefault("name", ""), attributes.getOrDefault("value", ""));
        }
        return new HtmlForm(attributes(head).getOrDefault("action", ""), fields);
    }

    private static Map<String, String> attributes(String text) {
        var attributes = new LinkedHashMap<String, String>();
        var matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            attributes.put(matcher.group(1), unescaped(matcher.group(2)));
        }
        return attributes;
    }

    private static String unescaped(String text) {
        return text.replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
