package autosend.webhooks.pure;

import java.util.ArrayList;
import java.util.List;

/** The data of one event, while it is read. */
final class Reading {
    /**
     * How many variants of unions without a discriminator are tried in all. Unions in unions could take exponentially many; after
     * these, values are kept as they came.
     */
    private static final int MAX_ATTEMPTS = 100_000;

    private final JsonDocument document;
    private final int generation;
    /** Null where data that does not fit is refused as a whole. */
    private final List<DataProblem> problems;

    private int attempts;

    /** The generation is the position of the body's form. */
    Reading(JsonDocument document, int generation) {
        this.document = document;
        this.generation = generation;
        this.problems = Provider.LISTS_PROBLEMS ? new ArrayList<>() : null;
    }

    JsonDocument document() {
        return document;
    }

    int generation() {
        return generation;
    }

    /** Whether problems are listed. */
    boolean isLenient() {
        return problems != null;
    }

    /** How many there are by now. */
    int count() {
        return problems == null ? 0 : problems.size();
    }

    void add(String name, String message) {
        problems.add(new DataProblem("", message).within(name));
    }

    /** Those from a count on are a member's or an item's. */
    void within(int from, String name) {
        for (int i = from; i < count(); i++) {
            problems.set(i, problems.get(i).within(name));
        }
    }

    /** Forgets those from a count on. */
    void cut(int from) {
        if (problems != null) {
            problems.subList(from, problems.size()).clear();
        }
    }

    boolean mayAttempt() {
        return attempts++ < MAX_ATTEMPTS;
    }

    /** What does not fit, which the event keeps. */
    List<DataProblem> problems() {
        return problems == null ? List.of() : List.copyOf(problems);
    }
}
