namespace Timeline.Causality;

/// <summary>How one thing stands to another by what was known when each was made.</summary>
public enum CausalOrder
{
    /// <summary>Both are the same.</summary>
    Equal,

    /// <summary>The one is in the past of the other.</summary>
    Before,

    /// <summary>The other is in the past of the one.</summary>
    After,

    /// <summary>Neither knew of the other.</summary>
    Concurrent,
}
