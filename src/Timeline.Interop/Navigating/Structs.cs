using System.Runtime.CompilerServices;
using Timeline.Objects;

namespace Timeline.Navigating;

/// <summary>What is different where something is set inside a struct: what one holds is a copy of it.</summary>
internal static class Structs
{
    /// <summary>Whether what is done to it is done to a copy, which must be put back.</summary>
    internal static bool IsCopied(object at) =>
        at is ValueType && !at.GetType().IsDefined(typeof(IsReadOnlyAttribute), false);

    internal static object Copy(object at) => RuntimeHelpers.GetObjectValue(at)!;

    internal static Misstep IsHeldNowhere(Type type) =>
        Misstep.Path($"{TypeName.Of(type)} is a struct, and a copy of it is what would be set in");

    internal static Misstep IsNotPutBack(Type type, string place, Misstep why) =>
        why with { Reason = $"{TypeName.Of(type)} is a struct and cannot be put back to {place}: {why.Reason}" };
}
