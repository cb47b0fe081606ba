package autosend.webhooks.pure;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A member that may be there, be null, or be absent. An {@link Optional} where the difference does not matter: {@link
 * #optional}.
 *
 * @param <T> the type of the value
 */
public final class Maybe<T> {
    private static final Maybe<?> ABSENT = new Maybe<>(null);
    private static final Maybe<?> NULL = new Maybe<>(null);

    /** The value, or what makes it when it is first asked for; null if there is none. Threads may make it twice, to the same value. */
    private Object value;

    private Maybe(Object value) {
        this.value = value;
    }

    /** Makes a value. */
    private record Later<T>(Supplier<T> value) {}

    /** A member with a value, not null, that is made when it is first asked for. */
    static <T> Maybe<T> later(Supplier<T> value) {
        return new Maybe<>(new Later<>(value));
    }

    /** The value, made by now; null if there is none. */
    @SuppressWarnings("unchecked")
    private T value() {
        Object known = value;
        if (known instanceof Later<?> later) {
            known = later.value().get();
            value = known;
        }
        return (T) known;
    }

    /**
     * A member with a value.
     *
     * @param <T> the type of the value
     * @param value not null
     * @return the member
     */
    public static <T> Maybe<T> of(T value) {
        return new Maybe<>(Objects.requireNonNull(value));
    }

    /**
     * A member that is not there.
     *
     * @param <T> the type of the value
     * @return the member
     */
    @SuppressWarnings("unchecked")
    public static <T> Maybe<T> absent() {
        return (Maybe<T>) ABSENT;
    }

    /**
     * A member that is null.
     *
     * @param <T> the type of the value
     * @return the member
     */
    @SuppressWarnings("unchecked")
    public static <T> Maybe<T> ofNull() {
        return (Maybe<T>) NULL;
    }

    /**
     * Whether there is a value.
     *
     * @return false if it is null or absent
     */
    public boolean isPresent() {
        return value != null;
    }

    /**
     * Whether it is null.
     *
     * @return false if it is absent
     */
    @SuppressWarnings("ReferenceEquality")
    public boolean isNull() {
        return this == NULL;
    }

    /**
     * Whether there is no such member.
     *
     * @return false if it is null
     */
    @SuppressWarnings("ReferenceEquality")
    public boolean isAbsent() {
        return this == ABSENT;
    }

    /**
     * The value, null and absent being the same.
     *
     * @return empty if there is no value
     */
    public Optional<T> optional() {
        return Optional.ofNullable(value());
    }

    /**
     * The value.
     *
     * @return not null
     * @throws NoSuchElementException if it is null or absent
     */
    public T get() {
        return optional().orElseThrow();
    }

    /**
     * The value, or another.
     *
     * @param other instead of null and of no member; may be null
     * @return one of them
     */
    public T orElse(T other) {
        return value != null ? value() : other;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (value != null && other instanceof Maybe<?> maybe && value().equals(maybe.value()));
    }

    @Override
    public int hashCode() {
        return value != null ? value().hashCode() : isNull() ? 1 : 0;
    }

    /** The value in text, null or absent. */
    @Override
    public String toString() {
        return value != null ? value().toString() : isNull() ? "null" : "absent";
    }
}
