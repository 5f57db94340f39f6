namespace Timeline.Values;

/// <summary>Which case of <see cref="Value"/> a value is.</summary>
public enum ValueKind
{
    /// <summary>The value <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>An exact decimal number.</summary>
    Number,

    /// <summary>A text of Unicode characters.</summary>
    Text,

    /// <summary>A sequence of values.</summary>
    List,

    /// <summary>Values under distinct keys, in the order in which the keys came.</summary>
    Map,
}
