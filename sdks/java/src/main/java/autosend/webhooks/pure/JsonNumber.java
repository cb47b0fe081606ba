package autosend.webhooks.pure;

import java.math.BigDecimal;

/** A number as it was sent, to any precision. Two are equal if they are spelled alike. */
public final class JsonNumber extends Number {
    private static final long serialVersionUID = 1;

    /** JSON. */
    private final String text;

    JsonNumber(String text) {
        this.text = text;
    }

    /**
     * A number of yours.
     *
     * @param value the value
     * @return the number as JSON spells it
     */
    public static JsonNumber of(BigDecimal value) {
        return new JsonNumber(value.toString());
    }

    /**
     * The exact value. Beware of exponents in numbers from outside: 1e999999999 fits here, and nowhere else.
     *
     * @return all digits
     * @throws ArithmeticException if the exponent is beyond what a BigDecimal holds
     */
    public BigDecimal decimal() {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException exponent) {
            throw new ArithmeticException("the exponent is out of range");
        }
    }

    @Override
    public int intValue() {
        return (int) longValue();
    }

    /** The value without its fraction, exact if it fits. */
    @Override
    public long longValue() {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException other) {
            return (long) doubleValue();
        }
    }

    @Override
    public float floatValue() {
        return Float.parseFloat(text);
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumber number && text.equals(number.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The number as it was sent. */
    @Override
    public String toString() {
        return text;
    }
}
