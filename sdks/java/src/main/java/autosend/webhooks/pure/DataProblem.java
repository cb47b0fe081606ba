package autosend.webhooks.pure;

/**
 * A member of an event's data that does not fit what is documented. Its field is absent, and its value in {@code extra}.
 *
 * @param path where it is, as a JSON pointer within the data
 * @param message what does not fit, for people to read
 */
public record DataProblem(String path, String message) {
    /** The same, of a member or an item of a whole. */
    DataProblem within(String name) {
        return new DataProblem("/" + name.replace("~", "~0").replace("/", "~1") + path, message);
    }

    /** Where and what. */
    @Override
    public String toString() {
        return path + " " + message;
    }
}
