import autosend.webhooks.pure.*;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs request files through a Java SDK, as tests/vectors/README.md describes it: Run REQUESTS. */
final class Run {
    private static final JsonMapper JSON = new JsonMapper();

    private Run() {}

    public static void main(String[] arguments) throws IOException {
        int passed = 0;
        int failed = 0;
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(arguments[0]), "*.json")) {
            files.forEach(paths::add);
        }
        paths.sort(null);
        for (Path path : paths) {
            JsonNode group = JSON.readTree(path.toFile());
            int wrong = 0;
            for (JsonNode test : group.get("cases")) {
                String problem = check(test);
                if (problem != null) {
                    wrong++;
                    System.err.println(test.get("name").asText() + ": " + problem);
                }
            }
            int right = group.get("cases").size() - wrong;
            System.out.println(group.get("group").asText() + " " + right + " " + wrong);
            passed += right;
            failed += wrong;
        }
        System.exit(failed > 0 || passed == 0 ? 1 : 0);
    }

    /** What is wrong with a case; null if nothing is. */
    private static String check(JsonNode test) throws IOException {
        byte[] body = body(test);
        JsonNode expected = test.get("expect");
        try {
            Delivery delivery = verifier(test)
                    .verifyAt(body, headers(test), Instant.ofEpochMilli(test.get("now_ms").longValue()));
            boolean listsProblems = expected.path("accepted").has("problems");
            Map<String, Object> described = describe(delivery, listsProblems);
            if (expected.path("accepted").has("events")) {
                described.put("events", delivery.events().stream().map(it -> List.of(it.type(), outcome(it))).toList());
            }
            JsonNode got = JSON.valueToTree(Map.of("accepted", described));
            if (!got.toString().equals(sorted(expected))) {
                return "got " + got + ", expected " + sorted(expected);
            }
            return expected.path("accepted").has("events") ? roundTrips(delivery, body) : roundTrip(delivery.event(), json(body));
        } catch (WebhookException refused) {
            if (!refused.getMessage().contains(test.path("message_contains").asText())) {
                return "the message is " + refused.getMessage();
            }
            JsonNode got = JSON.valueToTree(Map.of("error", refused.code().code()));
            return got.equals(expected) ? null : "got " + got + ", expected " + expected;
        } catch (RuntimeException problem) {
            return "an error without a code: " + problem;
        }
    }

    private static Verifier verifier(JsonNode test) {
        List<String> secrets = new ArrayList<>();
        test.get("secrets").forEach(it -> secrets.add(it.asText()));
        Verifier.Builder builder = Verifier.builder(secrets.toArray(String[]::new));
        JsonNode options = test.path("options");
        if (options.path("tolerance_ms").isNull()) {
            builder.withoutTolerance();
        } else if (options.has("tolerance_ms")) {
            builder.tolerance(Duration.ofMillis(options.get("tolerance_ms").longValue()));
        }
        if (options.has("future_tolerance_ms")) {
            builder.futureTolerance(Duration.ofMillis(options.get("future_tolerance_ms").longValue()));
        }
        if (options.has("max_body")) {
            builder.maxBody(options.get("max_body").intValue());
        }
        if (options.has("url")) {
            builder.url(options.get("url").asText());
        }
        if (options.path("strict").asBoolean()) {
            builder.strict();
        }
        return builder.build();
    }

    private static byte[] body(JsonNode test) {
        if (test.has("body_base64")) {
            return Base64.getDecoder().decode(test.get("body_base64").asText());
        }
        if (test.has("body")) {
            return test.get("body").asText().getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (JsonNode part : test.get("body_repeat")) {
            String text = part.get(0).asText().repeat(part.get(1).intValue());
            body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
        return body.toByteArray();
    }

    /** Servers read the values as Latin-1, which is how the files spell them. */
    private static Map<String, List<String>> headers(JsonNode test) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (JsonNode header : test.get("headers")) {
            headers.computeIfAbsent(header.get(0).asText(), name -> new ArrayList<>()).add(header.get(1).asText());
        }
        return headers;
    }

    /** A form holds the JSON in a field. */
    private static byte[] json(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        Matcher field = FORM.matcher(text);
        return field.find() ? URLDecoder.decode(field.group(1), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8) : body;
    }

    private static final Pattern FORM = Pattern.compile("(?:^|&)payload=([^&]*)");

    private static Map<String, Object> describe(Delivery delivery, boolean listsProblems) {
        Event event = delivery.event();
        Map<String, Object> described = new TreeMap<>();
        described.put("type", delivery.type());
        described.put("outcome", outcome(event));
        described.put("generation", event.generation());
        described.put("delivery_id", delivery.id());
        described.put("sent_at_ms", delivery.sentAt().map(Instant::toEpochMilli).orElse(null));
        described.put("created_at", delivery.createdAt().map(it -> listsProblems ? instant(it.text()) : it.text()).orElse(null));
        described.put("secret_index", delivery.secretIndex());
        described.put("digest", delivery.digest());
        if (listsProblems) {
            described.put("problems", event.problems().stream().map(DataProblem::path).sorted().toList());
        }
        return described;
    }

    private static String outcome(Event event) {
        return event instanceof Unknown ? "unknown" : event instanceof Invalid ? "invalid" : "typed";
    }

    /** Compares each event of a list with its item. */
    private static String roundTrips(Delivery delivery, byte[] body) throws IOException {
        JsonNode items = JSON.readTree(body).get("events");
        for (int i = 0; i < items.size(); i++) {
            String problem = roundTrip(delivery.events().get(i), items.get(i).toString().getBytes(StandardCharsets.UTF_8));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** The same text for the same instant, however many digits its fraction has. */
    private static String instant(String time) {
        return time.replaceFirst("\\.0+Z$", "Z");
    }

    /** The members by name, as {@link #describe} has them. */
    private static String sorted(JsonNode expected) {
        Map<String, Object> sorted = new TreeMap<>();
        expected.properties().forEach(outer -> {
            Map<String, Object> members = new TreeMap<>();
            outer.getValue().properties().forEach(it -> members.put(it.getKey(), it.getValue()));
            sorted.put(outer.getKey(), outer.getValue().isObject() ? members : outer.getValue());
        });
        return JSON.valueToTree(sorted).toString();
    }

    /** Compares the event, written again, with what the body held. */
    private static String roundTrip(Event event, byte[] body) throws IOException {
        String written = event.toJson();
        JsonNode before = JSON.readTree(spelled(new String(body, StandardCharsets.UTF_8)));
        return JSON.readTree(spelled(written)).equals(before) ? null : "written again: " + written;
    }

    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"(?:\\s*+:)?|-?[0-9][-+.0-9eE]*+");

    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\u[dD][89abAB]..\\\\u[dD][c-fC-F]..|\\\\u(?<lone>[dD][89a-fA-F]..)|\\\\.");

    /**
     * The same JSON with numbers as strings, so that their spelling counts, and lone surrogates, which Jackson refuses, as text; in
     * names they are U+FFFD.
     */
    private static String spelled(String json) {
        return TOKEN.matcher(json).replaceAll(found -> {
            String token = found.group();
            return Matcher.quoteReplacement(token.startsWith("\"") ? marked(token) : "\"number " + token + "\"");
        });
    }

    private static String marked(String string) {
        boolean isName = string.endsWith(":");
        Matcher escapes = ESCAPE.matcher(string);
        StringBuilder out = new StringBuilder();
        while (escapes.find()) {
            String lone = escapes.group("lone");
            String text = lone == null ? escapes.group() : isName ? "\ufffd" : "<lone " + lone.toLowerCase(Locale.ROOT) + ">";
            escapes.appendReplacement(out, Matcher.quoteReplacement(text));
        }
        return escapes.appendTail(out).toString();
    }
}
