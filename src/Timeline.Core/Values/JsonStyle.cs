namespace Timeline.Values;

/// <summary>How a line ends.</summary>
public enum JsonNewline
{
    /// <summary><c>\n</c>.</summary>
    LineFeed,

    /// <summary><c>\r\n</c>.</summary>
    CarriageReturnLineFeed,

    /// <summary><c>\r</c>.</summary>
    CarriageReturn,
}

/// <summary>How a list or map of no items is written.</summary>
public enum EmptyContainer
{
    /// <summary><c>[]</c>.</summary>
    Tight,

    /// <summary><c>[ ]</c>.</summary>
    Spaced,

    /// <summary>The brackets on two lines.</summary>
    Broken,

    /// <summary>The brackets on two lines with an empty line between.</summary>
    BlankLine,
}

/// <summary>
/// How a JSON document is formatted: all that its text holds beyond its <see cref="Value"/>, as far
/// as common formatters go.
/// </summary>
/// <remarks>
/// <see cref="Detect"/> finds the style of a text, <see cref="Json.Write"/> writes a value in it.
/// For texts of the formatters in common use the two give back the same bytes. The default is
/// compact JSON on one line. Immutable.
/// </remarks>
public sealed partial record JsonStyle
{
    /// <summary>For a width of inline lists or maps: on one line, however long.</summary>
    public const int AnyWidth = int.MaxValue;

    /// <summary>No white space at all, as <c>JSON.stringify</c> writes.</summary>
    public static readonly JsonStyle Compact = new();

    /// <summary>Two spaces for each level, a space after colons, a line feed at the end.</summary>
    public static readonly JsonStyle Indented = new() { Indent = 2, SpacesAfterColon = 1, FinalNewlines = 1 };

    /// <summary>Whether the text starts with a byte order mark.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>How many spaces or tabs each level is indented, or null for a text on one line.</summary>
    public int? Indent { get; init => field = value is { } count ? Few(count) : null; }

    /// <summary>Whether levels are indented with tabs.</summary>
    public bool Tabs { get; init; }

    /// <summary>How lines end.</summary>
    public JsonNewline Newline { get; init; }

    /// <summary>How many line ends follow the value.</summary>
    public int FinalNewlines { get; init => field = Few(value); }

    /// <summary>The spaces between a key and its colon.</summary>
    public int SpacesBeforeColon { get; init => field = Few(value); }

    /// <summary>The spaces between a colon and the value.</summary>
    public int SpacesAfterColon { get; init => field = Few(value); }

    /// <summary>The spaces after a comma within a line.</summary>
    public int SpacesAfterComma { get; init => field = Few(value); }

    /// <summary>The spaces inside the brackets of a list on one line.</summary>
    public int ListPadding { get; init => field = Few(value); }

    /// <summary>The spaces inside the braces of a map on one line.</summary>
    public int MapPadding { get; init => field = Few(value); }

    /// <summary>How the empty list is written.</summary>
    public EmptyContainer EmptyList { get; init; }

    /// <summary>How the empty map is written.</summary>
    public EmptyContainer EmptyMap { get; init; }

    /// <summary>
    /// Up to which column a list of scalars and empty containers stands on one line: 0 for never,
    /// <see cref="AnyWidth"/> for always. A comma that follows must fit too. Columns are counted in bytes.
    /// </summary>
    public int InlineLists { get; init => field = Width(value); }

    /// <summary>
    /// How many bytes an item may have, as written, in a list that <see cref="InlineLists"/> puts on one line;
    /// <see cref="AnyWidth"/> for any.
    /// </summary>
    public int InlineItems { get; init => field = Width(value); } = AnyWidth;

    /// <summary>As <see cref="InlineLists"/>, for maps of scalars and empty containers.</summary>
    public int InlineMaps { get; init => field = Width(value); }

    /// <summary>From which depth on everything stands on one line; the outermost container has depth 0.</summary>
    public int InlineFromDepth { get; init => field = Width(value); } = int.MaxValue;

    /// <summary>Which characters are escaped.</summary>
    public JsonEscapes Escapes { get; init; }

    private static int Few(int count) => count is >= 0 and <= MaximumSpaces
        ? count
        : throw new ArgumentOutOfRangeException(nameof(count), count, $"From 0 to {MaximumSpaces}.");

    private static int Width(int width) => width >= 0
        ? width
        : throw new ArgumentOutOfRangeException(nameof(width), width, "Where a line ends, and a depth, is 0 or more.");

    internal ReadOnlySpan<byte> NewlineBytes => Newline switch
    {
        JsonNewline.LineFeed => "\n"u8,
        JsonNewline.CarriageReturnLineFeed => "\r\n"u8,
        _ => "\r"u8,
    };
}
