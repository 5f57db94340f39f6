namespace Timeline.Crdts;

/// <summary>
/// What a <see cref="ResettableCounter"/> holds at a dot: an amount, and how many additions it is the sum of.
/// </summary>
/// <param name="Amount">The amount.</param>
/// <param name="Steps">How many additions, from 1.</param>
/// <remarks>The default value is the sum of no additions.</remarks>
public readonly record struct Addition(long Amount, long Steps);
