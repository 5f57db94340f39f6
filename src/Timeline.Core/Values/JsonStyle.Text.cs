using System.Globalization;
using LanguageExt;

namespace Timeline.Values;

public sealed partial record JsonStyle
{
    /// <summary>The most spaces, tabs or line ends any part of a style has.</summary>
    internal const int MaximumSpaces = 64;

    private static readonly string[] NewlineNames = ["lf", "crlf", "cr"];
    private static readonly string[] EmptyNames = ["tight", "spaced", "broken", "blank"];

    /// <summary>Reads the text form of a style.</summary>
    /// <param name="text">What <see cref="ToString"/> gives.</param>
    /// <returns>The style, or <see cref="TimelineError.JsonStyleInvalid"/>.</returns>
    public static Either<TimelineError, JsonStyle> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var style = Compact;
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            if (style.With(name, equals < 0 ? string.Empty : part[(equals + 1)..]) is not { } next)
            {
                return new TimelineError.JsonStyleInvalid(
                    text, $"{TimelineError.Quoted(name)} is unknown or has no such value");
            }

            style = next;
        }

        return style;
    }

    /// <summary>
    /// The style in one short line: what differs from compact JSON, as <c>indent=2 colon=1 end=1</c>. Stable across
    /// versions of the library.
    /// </summary>
    /// <returns>Parts separated by spaces; empty for <see cref="Compact"/>.</returns>
    public override string ToString() => string.Join(' ', Parts());

    private IEnumerable<string> Parts()
    {
        if (ByteOrderMark) yield return "bom";
        if (Indent is { } indent) yield return Invariant($"indent={indent}{(Tabs ? "t" : string.Empty)}");
        if (Newline != JsonNewline.LineFeed) yield return $"line={NewlineNames[(int)Newline]}";
        if (FinalNewlines > 0) yield return Invariant($"end={FinalNewlines}");
        if (SpacesBeforeColon > 0) yield return Invariant($"precolon={SpacesBeforeColon}");
        if (SpacesAfterColon > 0) yield return Invariant($"colon={SpacesAfterColon}");
        if (SpacesAfterComma > 0) yield return Invariant($"comma={SpacesAfterComma}");
        if (ListPadding > 0) yield return Invariant($"listpad={ListPadding}");
        if (MapPadding > 0) yield return Invariant($"mappad={MapPadding}");
        if (EmptyList != EmptyContainer.Tight) yield return $"nolist={EmptyNames[(int)EmptyList]}";
        if (EmptyMap != EmptyContainer.Tight) yield return $"nomap={EmptyNames[(int)EmptyMap]}";
        if (InlineLists > 0) yield return $"lists={WidthText(InlineLists)}";
        if (InlineItems != AnyWidth) yield return Invariant($"items={InlineItems}");
        if (InlineMaps > 0) yield return $"maps={WidthText(InlineMaps)}";
        if (InlineFromDepth != int.MaxValue) yield return Invariant($"inline={InlineFromDepth}");
        if (Escapes != JsonEscapes.None) yield return Invariant($"escape={(int)Escapes:x}");
    }

    private JsonStyle? With(string name, string value) => name switch
    {
        "bom" when value.Length == 0 => this with { ByteOrderMark = true },
        "indent" => WithIndent(value),
        "line" when Index(NewlineNames, value) is { } at => this with { Newline = (JsonNewline)at },
        "end" when Small(value) is { } count => this with { FinalNewlines = count },
        "precolon" when Small(value) is { } count => this with { SpacesBeforeColon = count },
        "colon" when Small(value) is { } count => this with { SpacesAfterColon = count },
        "comma" when Small(value) is { } count => this with { SpacesAfterComma = count },
        "listpad" when Small(value) is { } count => this with { ListPadding = count },
        "mappad" when Small(value) is { } count => this with { MapPadding = count },
        "nolist" when Index(EmptyNames, value) is { } at => this with { EmptyList = (EmptyContainer)at },
        "nomap" when Index(EmptyNames, value) is { } at => this with { EmptyMap = (EmptyContainer)at },
        "lists" when Width(value) is { } width => this with { InlineLists = width },
        "items" when Width(value) is { } width => this with { InlineItems = width },
        "maps" when Width(value) is { } width => this with { InlineMaps = width },
        "inline" when Number(value, int.MaxValue) is { } depth => this with { InlineFromDepth = depth },
        "escape" when EscapesOf(value) is { } escapes => this with { Escapes = escapes },
        _ => null,
    };

    private JsonStyle? WithIndent(string value)
    {
        var hasTabs = value.EndsWith('t');
        return Small(hasTabs ? value[..^1] : value) is { } count ? this with { Indent = count, Tabs = hasTabs } : null;
    }

    private static string WidthText(int width) => width == AnyWidth ? "all" : Invariant($"{width}");

    private static int? Width(string value) => value == "all" ? AnyWidth : Number(value, AnyWidth);

    private static int? Small(string value) => Number(value, MaximumSpaces);

    private static int? Number(string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : null;

    private static int? Index(string[] names, string value)
    {
        var index = Array.IndexOf(names, value);
        return index < 0 ? null : index;
    }

    private static JsonEscapes? EscapesOf(string value) =>
        int.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var flags)
            && flags >= 0 && flags < 2 * (int)JsonEscapes.UpperHex
            ? (JsonEscapes)flags
            : null;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
