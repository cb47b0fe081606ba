import autosend.webhooks.pure.EmailBounced;
import autosend.webhooks.pure.EmailBouncedData;
import autosend.webhooks.pure.Event;
import autosend.webhooks.pure.Verifier;
import autosend.webhooks.pure.WebhookHeaders;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Compares the package with what one would paste instead: Speed FOLDER.
 *
 * <p>The folder has, for each label, {@code LABEL.body} and {@code LABEL.headers} (lines {@code name: value}), and a file {@code
 * secret}. It prints lines of label, variant, and the median, 10th and 90th percentile of the nanoseconds a call takes, with tabs
 * between.
 */
final class Speed {
    private static final List<String> LABELS = List.of("250B", "700B", "64KiB", "64KiB-non-ascii");
    private static final int ROUNDS = 31;
    private static final long ROUND = 20_000_000;
    private static final long WARM_UP = 2_000_000_000;
    private static final ObjectMapper JACKSON = new ObjectMapper();
    /** What results go to, so that none can be left out. */
    private static volatile Object sink;

    private final String secret;
    private final byte[] body;
    private final Map<String, List<String>> headers;
    private final Verifier verifier;
    private final Instant now;

    private Speed(Path folder, String label) throws IOException {
        secret = Files.readString(folder.resolve("secret")).strip();
        body = Files.readAllBytes(folder.resolve(label + ".body"));
        headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : Files.readAllLines(folder.resolve(label + ".headers"))) {
            String[] parts = line.split(": ", 2);
            headers.put(parts[0], List.of(parts[1]));
        }
        verifier = Verifier.of(secret);
        now = Instant.ofEpochMilli(Long.parseLong(header(WebhookHeaders.TIMESTAMP)));
    }

    /** A variant. */
    private interface Call {
        Object run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        for (String label : LABELS) {
            Speed speed = new Speed(Path.of(arguments[0]), label);
            speed.measure().forEach((variant, times) -> {
                times.sort(null);
                System.out.printf("%s\t%s\t%d\t%d\t%d%n", label, variant, at(times, 50), at(times, 10), at(times, 90));
            });
        }
    }

    private static long at(List<Long> sorted, int percent) {
        return sorted.get((sorted.size() - 1) * percent / 100);
    }

    /** The nanoseconds of a call in each round, by variant. The variants take turns, so that a busy machine hits all of them. */
    private Map<String, List<Long>> measure() throws Exception {
        Map<String, Call> variants = Map.of("snippet", this::snippet, "event", this::event, "read", this::read);
        for (Call variant : variants.values()) {
            round(variant, WARM_UP);
        }
        Map<String, List<Long>> times = new TreeMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (Map.Entry<String, Call> variant : variants.entrySet()) {
                times.computeIfAbsent(variant.getKey(), name -> new ArrayList<>()).add(round(variant.getValue(), ROUND));
            }
        }
        return times;
    }

    private static long round(Call variant, long length) throws Exception {
        long start = System.nanoTime();
        long end = start;
        int calls = 0;
        while (end - start < length) {
            for (int i = 0; i < 16; i++) {
                sink = variant.run();
            }
            calls += 16;
            end = System.nanoTime();
        }
        return (end - start) / calls;
    }

    private String header(String name) {
        return headers.get(name).get(0);
    }

    /** Everything that is necessary, and nothing else. */
    private Object snippet() throws GeneralSecurityException, IOException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] given = HexFormat.of().parseHex(header(WebhookHeaders.SIGNATURE));
        if (!MessageDigest.isEqual(mac.doFinal(body), given)) {
            throw new SecurityException("signature");
        }
        if (Math.abs(now.toEpochMilli() - Long.parseLong(header(WebhookHeaders.TIMESTAMP))) > 300_000) {
            throw new SecurityException("timestamp");
        }
        return JACKSON.readTree(body);
    }

    private Event event() {
        return verifier.verifyAt(body, headers, now).event();
    }

    /** Every field of the data once. */
    private Object read() {
        EmailBouncedData data = ((EmailBounced) event()).data();
        return new Object[] {
            data.emailId(),
            data.from(),
            data.to().email(),
            data.to().name().orElse(null),
            data.subject(),
            data.test(),
            data.campaignId().orElse(null),
            data.templateId().orElse(null),
            data.workflowAutomationId().orElse(null),
            data.batchId().orElse(null),
            data.createdAt().orElse(null),
            data.timestamp().orElse(null),
            data.bounceType().orElse(null),
            data.bounceSubType().orElse(null),
            data.reason().orElse(null),
            data.bouncedAt().orElse(null),
            data.extra()
        };
    }
}
