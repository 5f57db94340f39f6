namespace Timeline.Admission;

/// <summary>What others wrote, made fit for a message of one line.</summary>
internal static class Words
{
    internal static string InOneLine(string text) => text.ReplaceLineEndings(" ");

    internal static string Of(Exception error) => $"{error.GetType().Name}: {InOneLine(error.Message)}";
}
