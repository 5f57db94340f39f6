using System.Buffers;
using System.Text;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.Navigating;

/// <summary>Some steps of a path as they are written.</summary>
internal static class PathText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(".[]()\"");

    internal static string Of(PathStep[] steps, int from, int to)
    {
        var text = new StringBuilder();
        foreach (var step in steps.AsSpan(from..to))
        {
            var isPlain = step.Name.Length > 0 && !step.Name.AsSpan().ContainsAny(Special);
            if (isPlain && text.Length > 0) _ = text.Append('.');
            _ = text.Append(isPlain ? step.Name : $"[{Json.ToText(Value.Of(step.Name))}]");
            if (step.Kind == PathStepKind.Call) _ = text.Append("()");
            if (step.Kind == PathStepKind.CallWith) _ = text.Append("(_)");
        }

        return text.ToString();
    }
}
