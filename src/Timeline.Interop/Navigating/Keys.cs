using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Timeline.Objects;

namespace Timeline.Navigating;

/// <summary>Keys of maps as steps of paths name them.</summary>
internal static class Keys
{
    /// <summary>Whether a step can name keys of a type.</summary>
    internal static bool AreNamed(Type key) => key == typeof(string) || key == typeof(object) || key == typeof(Guid)
        || key.IsEnum || Type.GetTypeCode(key) is >= TypeCode.Boolean and <= TypeCode.UInt64;

    internal static bool TryRead(Type type, string text, [NotNullWhen(true)] out object? key)
    {
        key = null;
        if (type == typeof(string) || type == typeof(object)) key = text;
        else if (type == typeof(Guid)) key = Guid.TryParse(text, out var guid) ? guid : null;
        else if (type.IsEnum) _ = Enum.TryParse(type, text, false, out key);
        else if (AreNamed(type)) key = Scalar(type, text);
        return key is not null;
    }

    /// <summary>The step of a name that is no key.</summary>
    internal static Leg Refuse(Type map, Type key, string name) => new RefusedLeg(map, Misstep.Path(
        $"the keys of {TypeName.Of(map)} are {TypeName.Of(key)}, and '{name}' is none"));

    private static object? Scalar(Type type, string text)
    {
        try
        {
            return Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return null;
        }
    }
}
