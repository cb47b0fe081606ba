import autosend.webhooks.pure.*;
import java.util.List;
import java.util.Set;

/** Contact fields of a generated package have the types that they were given. */
final class ContactFields {
    private ContactFields() {}

    public static void main(String[] arguments) {
        Event event = Event.parse(Samples.of(ContactCreated.TYPE).orElseThrow());
        ContactCreatedData data = ((ContactCreated) event).data();
        Maybe<String> plan = data.plan();
        Maybe<Long> seats = data.seats();
        Maybe<JsonNumber> value = data.lifetimeValue();
        Maybe<Boolean> newsletter = data.newsletter();
        Maybe<List<String>> tags = data.tags();
        Maybe<Timestamp> renews = data.renewsAt();
        List<Object> got = List.of(
                plan.get(), seats.get(), value.get().doubleValue(), newsletter.get(), tags.get(), renews.isAbsent());
        List<Object> expected = List.of("pro", 12L, 1249.5, true, List.of("beta", "eu"), true);
        if (!got.equals(expected) || !data.extra().keySet().equals(Set.of("address"))) {
            throw new AssertionError("got " + got + " and " + data.extra().keySet());
        }
    }
}
