using Timeline.Histories;

namespace Timeline.Undo;

/// <summary>A version in an undo tree.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Number">The place of the version in the order in which things were done, from 0.</param>
/// <param name="Version">The version.</param>
/// <param name="Parent">The number of the version it was done on; null for the first.</param>
/// <param name="Target">
/// The number of the version whose change it takes back; of an undo, if it is a redo. Null for an ordinary version.
/// </param>
public sealed record UndoPlace<T>(int Number, Version<T> Version, int? Parent, int? Target);
