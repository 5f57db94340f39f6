namespace Timeline.Values;

public sealed partial record JsonStyle
{
    /// <summary>The style in which a text is formatted, judged by what comes first where it is not uniform.</summary>
    /// <param name="utf8">A JSON text; of any other bytes the answer means nothing, but there is one.</param>
    /// <returns>
    /// A style. Writing the value of the text in it gives the same bytes if the text was written by a formatter that
    /// follows one, else something near. One pass, O(bytes).
    /// </returns>
    public static JsonStyle Detect(ReadOnlySpan<byte> utf8) => new StyleDetector(utf8).Detect();
}
