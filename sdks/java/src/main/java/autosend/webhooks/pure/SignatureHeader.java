package autosend.webhooks.pure;

import autosend.webhooks.pure.SignatureScheme.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the header of a signature says.
 *
 * @param signatures those in it that count and have the form of one; of tokens the bytes as they were sent
 * @param timestamp that among its pairs; empty if there is none
 */
record SignatureHeader(List<byte[]> signatures, String timestamp) {
    /** Entries after these are not looked at: while a secret is replaced there are two or three. */
    private static final int MAX_ENTRIES = 64;

    /** Takes linear time, and fails at nothing. */
    static SignatureHeader read(SignatureScheme scheme, String header) {
        return switch (scheme.form()) {
            case PLAIN -> new SignatureHeader(plain(scheme, header), "");
            case LIST -> new SignatureHeader(entries(scheme, header), "");
            case PAIRS -> pairs(scheme, header);
        };
    }

    private static List<byte[]> plain(SignatureScheme scheme, String header) {
        String prefix = scheme.prefix();
        Optional<byte[]> signature =
                header.startsWith(prefix) ? decode(scheme, header.substring(prefix.length())) : Optional.empty();
        return signature.map(List::of).orElse(List.of());
    }

    private static Optional<byte[]> decode(SignatureScheme scheme, String text) {
        boolean isToken = scheme.kind() == Kind.TOKEN || scheme.kind() == Kind.BASIC;
        return isToken
                ? Optional.of(text.getBytes(StandardCharsets.ISO_8859_1))
                : SignatureText.decode(text, scheme.encoding(), scheme.signatureLength());
    }

    private static List<byte[]> entries(SignatureScheme scheme, String header) {
        List<byte[]> signatures = new ArrayList<>();
        for (String entry : split(header, scheme.separator())) {
            int comma = scheme.versions().isEmpty() ? -1 : entry.indexOf(',');
            boolean counts = scheme.versions().isEmpty()
                    || (comma >= 0 && scheme.versions().contains(entry.substring(0, comma).strip()));
            if (counts) {
                decode(scheme, entry.substring(comma + 1).strip()).ifPresent(signatures::add);
            }
        }
        return signatures;
    }

    /** Of several timestamps the first counts. */
    private static SignatureHeader pairs(SignatureScheme scheme, String header) {
        List<byte[]> signatures = new ArrayList<>();
        String timestamp = "";
        for (String pair : split(header, scheme.separator())) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals).strip();
            String value = pair.substring(equals + 1).strip();
            if (name.equals(scheme.signaturePair())) {
                decode(scheme, value).ifPresent(signatures::add);
            } else if (timestamp.isEmpty() && !name.isEmpty() && name.equals(scheme.timestampPair())) {
                timestamp = value;
            }
        }
        return new SignatureHeader(signatures, timestamp);
    }

    private static List<String> split(String header, String separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = 0; end >= 0 && parts.size() < MAX_ENTRIES; start = end + separator.length()) {
            end = header.indexOf(separator, start);
            parts.add(end < 0 ? header.substring(start) : header.substring(start, end));
        }
        return parts;
    }

    /** The header's value with one signature. */
    static String write(SignatureScheme scheme, byte[] signature, String timestamp) {
        boolean isToken = scheme.kind() == Kind.TOKEN || scheme.kind() == Kind.BASIC;
        String text = isToken
                ? new String(signature, StandardCharsets.ISO_8859_1)
                : SignatureText.encode(signature, scheme.encoding());
        return switch (scheme.form()) {
            case PLAIN -> scheme.prefix() + text;
            case LIST -> scheme.versions().isEmpty() ? text : scheme.versions().get(0) + "," + text;
            case PAIRS -> {
                String pair = scheme.signaturePair() + "=" + text;
                boolean isTimestamped = !scheme.timestampPair().isEmpty();
                yield isTimestamped ? scheme.timestampPair() + "=" + timestamp + scheme.separator() + pair : pair;
            }
        };
    }
}
