using Timeline.Objects;

namespace Timeline.Navigating;

/// <summary>Enums of their names and numbers.</summary>
internal static class EnumFitting
{
    /// <summary>Finds the enum.</summary>
    /// <returns>Why there is none; empty if there is.</returns>
    internal static string Fit(Type target, object value, out object? fitted)
    {
        fitted = null;
        if (value is string name)
        {
            // The platform would take a number for a name.
            var isName = name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_');
            return isName && Enum.TryParse(target, name, false, out fitted)
                ? ""
                : $"it has no '{name}'; {Names.Instead(name, Enum.GetNames(target))}";
        }

        if (!NumberFitting.Is(value.GetType())) return $"{Fitting.Told(value)} is none";
        if (NumberFitting.Fit(Enum.GetUnderlyingType(target), value) is not { } number) return Unnamed(target, value);
        fitted = Enum.ToObject(target, number);
        return Enum.IsDefined(target, fitted) || target.IsDefined(typeof(FlagsAttribute), false)
            ? ""
            : Unnamed(target, value);
    }

    private static string Unnamed(Type target, object value) =>
        FormattableString.Invariant($"no {TypeName.Of(target)} has the number {value}");
}
