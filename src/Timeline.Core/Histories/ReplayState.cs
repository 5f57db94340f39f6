namespace Timeline.Histories;

/// <summary>What a run had come to after a version.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
/// <param name="Index">The index of the version.</param>
/// <param name="State">The state after it.</param>
public readonly record struct ReplayState<TState>(int Index, TState State);
