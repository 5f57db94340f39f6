using FsCheck;
using FsCheck.Fluent;
using Timeline.Values;

namespace Timeline.Tests.Properties.Generators;

/// <summary>Styles of JSON texts.</summary>
internal static class StyleGenerators
{
    /// <summary>Styles in every combination that a text can show.</summary>
    public static Gen<JsonStyle> Styles { get; } =
        from indent in Gen.Elements<int?>(null, 0, 1, 2, 3, 4, 8)
        from tabs in Gen.Elements(true, false)
        from newline in Gen.Elements(JsonNewline.LineFeed, JsonNewline.CarriageReturnLineFeed, JsonNewline.CarriageReturn)
        from spaces in Gen.Choose(0, 2).ArrayOf(5)
        from empties in Gen.Choose(0, 3).ArrayOf(2)
        from rule in Gen.Choose(0, 3)
        from widths in Gen.Elements(0, 10, 20, 40, 80, JsonStyle.AnyWidth).ArrayOf(2)
        from items in Gen.Frequency((3, Gen.Constant(JsonStyle.AnyWidth)), (1, Gen.Choose(1, 12)))
        from depth in Gen.Choose(0, 3)
        from escapes in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 65535)))
        from ends in Gen.Choose(0, 2)
        from mark in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new JsonStyle
        {
            ByteOrderMark = mark,
            Indent = indent,
            Tabs = tabs && indent > 0,
            Newline = newline,
            FinalNewlines = ends,
            SpacesBeforeColon = spaces[0],
            SpacesAfterColon = spaces[1],
            SpacesAfterComma = spaces[2],
            ListPadding = spaces[3],
            MapPadding = spaces[4],
            EmptyList = (EmptyContainer)empties[0],
            EmptyMap = (EmptyContainer)empties[1],
            InlineLists = rule == 1 ? widths[0] : 0,
            InlineItems = rule == 1 ? items : JsonStyle.AnyWidth,
            InlineMaps = rule == 1 ? widths[1] : 0,
            InlineFromDepth = rule == 2 ? depth : int.MaxValue,
            Escapes = (JsonEscapes)escapes,
        };
}
