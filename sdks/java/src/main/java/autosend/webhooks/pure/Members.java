package autosend.webhooks.pure;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The members of an object, of duplicate names the last one, without some. It can't be changed, and is made when first asked for. */
final class Members extends AbstractMap<String, Json> {
    private final JsonDocument document;
    private final int object;
    private final String[] without;
    /** Threads may make it twice, to the same value. */
    private Map<String, Json> made;

    /** All but those of some names; null is no name. */
    Members(JsonDocument document, int object, String... without) {
        this.document = document;
        this.object = object;
        this.without = without;
    }

    private Map<String, Json> made() {
        Map<String, Json> known = made;
        if (known == null) {
            known = Collections.unmodifiableMap(make());
            made = known;
        }
        return known;
    }

    private Map<String, Json> make() {
        Map<String, Json> members = new LinkedHashMap<>();
        int end = document.after(object);
        for (int name = object + JsonDocument.STRIDE; name < end; name = document.after(name + JsonDocument.STRIDE)) {
            members.put(document.text(name), new Json(document, name + JsonDocument.STRIDE));
        }
        members.keySet().removeAll(Arrays.asList(without));
        return members;
    }

    @Override
    public Set<Entry<String, Json>> entrySet() {
        return made().entrySet();
    }

    @Override
    public boolean containsKey(Object name) {
        return made().containsKey(name);
    }

    @Override
    public Json get(Object name) {
        return made().get(name);
    }
}
