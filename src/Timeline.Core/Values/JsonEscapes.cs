using System.Diagnostics.CodeAnalysis;

namespace Timeline.Values;

/// <summary>Which characters of a string are written as escapes beyond those that must be.</summary>
/// <remarks>
/// With <see cref="None"/> strings are written as <c>JSON.stringify</c> does: <c>\"</c>, <c>\\</c>,
/// <c>\b \f \n \r \t</c>, other control characters as <c>\u</c> with lower-case digits, all else
/// raw.
/// </remarks>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "It is a set of flags named for what they are.")]
public enum JsonEscapes
{
    /// <summary>Only what must be.</summary>
    None = 0,

    /// <summary><c>/</c> as <c>\/</c>.</summary>
    Slash = 1,

    /// <summary><c>&lt;</c> as <c>\u003c</c>.</summary>
    Less = 2,

    /// <summary><c>&gt;</c> as <c>\u003e</c>.</summary>
    Greater = 4,

    /// <summary><c>&amp;</c> as <c>\u0026</c>.</summary>
    Ampersand = 8,

    /// <summary><c>'</c> as <c>\u0027</c>.</summary>
    Apostrophe = 16,

    /// <summary><c>+</c> as <c>\u002b</c>.</summary>
    Plus = 32,

    /// <summary><c>`</c> as <c>\u0060</c>.</summary>
    Backtick = 64,

    /// <summary>The delete character as <c>\u007f</c>.</summary>
    Delete = 128,

    /// <summary><c>"</c> as <c>\u0022</c>, not <c>\"</c>.</summary>
    QuoteAsHex = 256,

    /// <summary><c>\</c> as <c>\u005c</c>, not <c>\\</c>.</summary>
    BackslashAsHex = 512,

    /// <summary>Backspace and form feed as <c>\u0008</c> and <c>\u000c</c>.</summary>
    BackspaceAsHex = 1024,

    /// <summary>Line feed, carriage return and tab as <c>\u000a</c>, <c>\u000d</c>, <c>\u0009</c>.</summary>
    LineFeedAsHex = 2048,

    /// <summary>
    /// The line and paragraph separators U+2028 and U+2029, which old JavaScript takes for line
    /// ends.
    /// </summary>
    LineSeparators = 4096,

    /// <summary>Characters beyond U+FFFF, as two escapes each.</summary>
    Supplementary = 8192,

    /// <summary>Every character beyond ASCII.</summary>
    NonAscii = 16384,

    /// <summary>The hexadecimal digits of <c>\u</c> in upper case.</summary>
    UpperHex = 32768,
}
