using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Navigating;

/// <summary>A value as a place of some type takes it.</summary>
internal static class Fitting
{
    private const int LongestTold = 60;

    /// <summary>Fits a value to a type, if nothing of it is lost.</summary>
    /// <param name="target">The type.</param>
    /// <param name="value">Any value.</param>
    /// <param name="fitted">What the type takes.</param>
    /// <param name="reason">Why it does not; empty if it does.</param>
    internal static bool TryFit(Type target, object? value, out object? fitted, out string reason)
    {
        reason = "";
        fitted = value;
        if (typeof(JsonNode).IsAssignableFrom(target)) return TryFitNode(target, value, out fitted, out reason);
        if (value is null ? !target.IsValueType : target.IsInstanceOfType(value)) return true;
        if (ValueFitting.Plain(value) is var plain && !ReferenceEquals(plain, value))
            return TryFit(target, plain, out fitted, out reason);
        if (Options.Is(target)) return TryFitOption(target, value, out fitted, out reason);
        if (value is null) reason = "null is none";
        else if (target.IsEnum) reason = EnumFitting.Fit(target, value, out fitted);
        else if (!NumberFitting.Is(target) || !NumberFitting.Is(value.GetType()))
            reason = ValueFitting.Fit(target, value, out fitted);
        else if ((fitted = NumberFitting.Fit(target, value)) is null) reason = $"{Told(value)} would lose something";
        return reason.Length == 0;
    }

    /// <summary>A value as a message names it.</summary>
    internal static string Told(object? value) => value switch
    {
        null => "null",
        string text => $"the text \"{Shortened(text)}\"",
        Value json => $"the JSON {Shortened(json.ToString())}",
        IFormattable when NumberFitting.Is(value.GetType()) =>
            FormattableString.Invariant($"{value} ({TypeName.Of(value.GetType())})"),
        _ => $"an object of {TypeName.Of(value.GetType())}",
    };

    private static string Shortened(string text) =>
        text.Length <= LongestTold ? text : $"{text.AsSpan(0, LongestTold)}…";

    private static bool TryFitOption(Type target, object? value, out object? fitted, out string reason)
    {
        (fitted, reason) = (null, "");
        if (value is not null && !TryFit(Options.Held(target), value, out fitted, out reason)) return false;
        if (Nullable.GetUnderlyingType(target) is null) fitted = Options.Make(target, fitted);
        return true;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Built without reflection, it is refused.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Built without reflection, it is refused.")]
    private static bool TryFitNode(Type target, object? value, out object? fitted, out string reason)
    {
        reason = "";
        fitted = value switch
        {
            null => null,
            JsonNode { Parent: null } => value,
            JsonNode child => child.DeepClone(),
            Value known => JsonNode.Parse(Json.ToText(known)),
            _ => JsonSerializer.SerializeToNode(value, value.GetType(), ObjectTree.Default.Options),
        };
        if (fitted is null || target.IsInstanceOfType(fitted)) return true;
        reason = $"{Told(value)} is none";
        return false;
    }
}
