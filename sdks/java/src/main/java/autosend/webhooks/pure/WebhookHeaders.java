package autosend.webhooks.pure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The headers of a delivery. */
public final class WebhookHeaders {
    /** Carries the signature. */
    public static final String SIGNATURE = Provider.SIGNATURE_HEADER;
    /** Carries when the request was sent. */
    public static final String TIMESTAMP = Provider.TIMESTAMP_HEADER;
    /** Carries the delivery's id, the same over all retries. */
    public static final String DELIVERY_ID = Provider.DELIVERY_ID_HEADER;
    /** Carries the event type. The body decides. */
    public static final String EVENT = Provider.EVENT_HEADER;

    /** In the order of {@link Values}. */
    private static final String[] NAMES = names();

    private static final int[][] SIGNATURE_PLACES =
            Provider.SIGNATURES.stream().map(scheme -> places(scheme.headers())).toArray(int[][]::new);
    private static final int[] TIMESTAMP_PLACES = places(Provider.TIMESTAMP_HEADERS);
    private static final int[] DELIVERY_ID_PLACES = places(Provider.DELIVERY_ID_HEADERS);
    private static final int[] EVENT_PLACES = places(List.of(EVENT));

    private WebhookHeaders() {}

    /** All that are looked at, each once. */
    private static String[] names() {
        List<String> names = new ArrayList<>();
        Provider.SIGNATURES.forEach(scheme -> names.addAll(scheme.headers()));
        names.addAll(Provider.TIMESTAMP_HEADERS);
        names.addAll(Provider.DELIVERY_ID_HEADERS);
        names.add(EVENT);
        for (SignatureScheme scheme : Provider.SIGNATURES) {
            scheme.content().stream().filter(part -> part.kind() == SignedPart.Kind.HEADER).map(SignedPart::text).forEach(names::add);
        }
        if (Provider.ENVELOPE != null) {
            names.addAll(Provider.ENVELOPE.headers());
        }
        List<String> distinct = new ArrayList<>();
        for (String name : names) {
            if (!name.isEmpty() && distinct.stream().noneMatch(other -> Text.isSame(other, name))) {
                distinct.add(name);
            }
        }
        return distinct.toArray(String[]::new);
    }

    private static int[] places(List<String> names) {
        return names.stream().filter(name -> !name.isEmpty()).mapToInt(WebhookHeaders::find).toArray();
    }

    /** Their values; those that are empty count as absent. */
    static final class Values {
        /** By the place of the name; null where there is none. */
        private final String[] values;

        private Values(String... values) {
            this.values = values;
        }

        /** Of several names the first that is there. */
        private String first(int... places) {
            for (int place : places) {
                if (values[place] != null && !values[place].isEmpty()) {
                    return values[place];
                }
            }
            return "";
        }

        /** That of a scheme, by its place. */
        String signature(int scheme) {
            return first(SIGNATURE_PLACES[scheme]);
        }

        String timestamp() {
            return first(TIMESTAMP_PLACES);
        }

        String deliveryId() {
            return first(DELIVERY_ID_PLACES);
        }

        String event() {
            return first(EVENT_PLACES);
        }

        /** That of a header which is signed, or part of the envelope. */
        String named(String name) {
            return first(find(name));
        }
    }

    /**
     * Reads them, whatever the case of their names.
     *
     * @throws WebhookException where one is there twice with different values: which of them another component reads is
     *     anybody's guess
     */
    static Values read(Map<String, List<String>> headers) {
        String[] values = new String[NAMES.length];
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            int found = find(header.getKey());
            if (found >= 0 && header.getValue() != null) {
                values[found] = value(NAMES[found], values[found], header.getValue());
            }
        }
        return new Values(values);
    }

    /** The number of a header; negative if it is none of these. */
    private static int find(String name) {
        for (int i = 0; i < NAMES.length; i++) {
            if (name != null && Text.isSame(name, NAMES[i])) {
                return i;
            }
        }
        return -1;
    }

    /** The one value, which may be known already. */
    private static String value(String name, String known, List<String> candidates) {
        String value = known;
        for (String candidate : candidates) {
            String trimmed = candidate == null ? "" : trim(candidate);
            if (value != null && !value.equals(trimmed)) {
                throw new WebhookException(ErrorCode.DUPLICATE_HEADER, name);
            }
            value = trimmed;
        }
        return value;
    }

    /** Whether the bytes of a value, which servers read as Latin-1, are those of a text in UTF-8. */
    static boolean spells(String value, String text) {
        boolean isAscii = true;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0xff) {
                return value.equals(text);
            }
            isAscii &= value.charAt(i) < 0x80;
        }
        if (isAscii) {
            return value.equals(text);
        }
        return Arrays.equals(value.getBytes(StandardCharsets.ISO_8859_1), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Spaces and tabs alone. */
    private static String trim(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isBlank(value.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t';
    }
}
