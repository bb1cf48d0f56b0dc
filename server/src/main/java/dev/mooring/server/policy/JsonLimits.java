package dev.mooring.server.policy;

/**
 * Bounds on JSON, checked on the text before any parser builds objects of it: known parsers overflow the stack on depth
 * and take seconds for one long number. Immutable.
 *
 * @param maxDepth nested arrays and objects, 1 to 512; default 64
 * @param maxDigits digits of one number, exponent included, 1 to 1000; default 40
 * @param maxLength characters of the whole text, at least 2; default 1 048 576
 * @param allowDuplicateKeys whether an object may name a key twice; default no, for parsers disagree on which one counts
 */
public record JsonLimits(int maxDepth, int maxDigits, int maxLength, boolean allowDuplicateKeys) {

    /** Validates the bounds. */
    public JsonLimits {
        Require.within("JSON depth", 1, 512, maxDepth);
        Require.within("JSON digits", 1, 1000, maxDigits);
        Require.atLeast("JSON length", 2, maxLength);
    }

    /** Depth 64, digits 40, 1 Mi characters, no duplicate keys. */
    public static JsonLimits defaults() {
        return new JsonLimits(64, 40, 1 << 20, false);
    }

    /** Nested arrays and objects. Default 64. */
    public JsonLimits depth(int value) {
        return new JsonLimits(value, maxDigits, maxLength, allowDuplicateKeys);
    }

    /** Digits of one number. Default 40. */
    public JsonLimits digits(int value) {
        return new JsonLimits(maxDepth, value, maxLength, allowDuplicateKeys);
    }

    /** Characters of the whole text. Default 1 048 576. */
    public JsonLimits length(int value) {
        return new JsonLimits(maxDepth, maxDigits, value, allowDuplicateKeys);
    }
}
