using Timeline.Objects;

namespace Timeline.Admission;

/// <summary>Copies of values, by what their type says of itself.</summary>
internal static class Copying<T>
{
    internal static bool IsIdentity { get; } = new ImmutableTypes().Contains(typeof(T));

    internal static void Demand()
    {
        if (!IsIdentity) throw new IsolationFault(typeof(T), "it can change");
    }

    internal static T Of(T value) => value;
}
