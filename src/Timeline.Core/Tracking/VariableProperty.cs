namespace Timeline.Tracking;

/// <summary>The value of a variable's property and how urgent a change of it is.</summary>
/// <param name="Value">The value; never empty.</param>
/// <param name="Priority">Where a change of it stands in the answer of a detection.</param>
public readonly record struct VariableProperty(string Value, Priority Priority);
