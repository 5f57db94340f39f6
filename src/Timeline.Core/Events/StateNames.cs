namespace Timeline.Events;

/// <summary>Names of states, as programs give them.</summary>
internal static class StateNames
{
    /// <summary>Holds a state to have a name.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static void Check(string? state, string parameter)
    {
        if (string.IsNullOrEmpty(state)) throw new ArgumentException("A state has no name.", parameter);
    }
}
