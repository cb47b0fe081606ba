import autosend.webhooks.pure.*;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tells what a Java SDK makes of each request on standard input, as tests/conformance/README.md describes it. */
final class Decide {
    private Decide() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII), 1 << 16);
        StringBuilder verdicts = new StringBuilder();
        try (PrintStream output = new PrintStream(System.out, false, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    continue;
                }
                String[] columns = line.split("\t", -1);
                verdicts.append(columns[0]).append('\t').append(verdict(columns)).append('\n');
                if (verdicts.length() > 1 << 16) {
                    output.print(verdicts);
                    verdicts.setLength(0);
                }
            }
            output.print(verdicts);
        }
    }

    private static String verdict(String[] columns) {
        try {
            return "accepted\t" + describe(verify(columns));
        } catch (WebhookException refused) {
            return "error\t" + refused.code();
        } catch (RuntimeException | StackOverflowError failure) {
            failure.printStackTrace();
            return "crash\t" + failure.getClass().getName();
        }
    }

    private static Delivery verify(String[] columns) {
        String[] secrets =
                list(columns[3]).map(it -> new String(bytes(it), StandardCharsets.UTF_8)).toArray(String[]::new);
        Verifier.Builder builder = Verifier.builder(secrets);
        if (columns[2].equals("1")) {
            builder.strict();
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        list(columns.length > 5 ? columns[5] : "").forEach(header -> {
            String[] parts = header.split("=", -1);
            String name = new String(bytes(parts[0]), StandardCharsets.UTF_8);
            headers.computeIfAbsent(name, it -> new ArrayList<>()).add(new String(bytes(parts[1]), StandardCharsets.ISO_8859_1));
        });
        return builder.build().verifyAt(bytes(columns[4]), headers, Instant.ofEpochMilli(Long.parseLong(columns[1])));
    }

    private static Stream<String> list(String column) {
        return column.isEmpty() ? Stream.of() : Stream.of(column.split(",", -1));
    }

    private static String describe(Delivery delivery) {
        Event event = delivery.event();
        return String.join(
                "\t",
                text(delivery.type()),
                event instanceof Unknown ? "unknown" : event instanceof Invalid ? "invalid" : "typed",
                Integer.toString(event.generation()),
                text(delivery.id()),
                delivery.sentAt().map(it -> Long.toString(it.toEpochMilli())).orElse("-"),
                delivery.createdAt().map(it -> text(it.text())).orElse("-"),
                Integer.toString(delivery.secretIndex()),
                delivery.digest());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String text(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
