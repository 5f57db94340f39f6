namespace Timeline.Isolation;

/// <summary>Copies of values that share nothing that can change.</summary>
internal static class Copying<T>
{
    /// <summary>Whether every value of the type is its own copy.</summary>
    internal static bool IsIdentity => Part<T>.IsKept;

    /// <summary>Throws if the type says that its values cannot be copied.</summary>
    internal static void Demand()
    {
        if (!IsIdentity) new TypeSearch().Run(typeof(T));
    }

    /// <summary>The copy of a value, which is the value itself if nothing in it can change.</summary>
    /// <exception cref="IsolationFault">Something in it cannot be copied; the fault says where it is.</exception>
    internal static T Of(T value)
    {
        if (IsIdentity || value is null) return value;
        try
        {
            return CopyWalk.Run(value);
        }
        catch (IsolationFault fault)
        {
            throw fault.At(ObjectSearch.PathTo(fault.Type, value));
        }
    }
}
