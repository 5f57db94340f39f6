namespace Timeline.Tracking;

/// <summary>Another variable for a slot of a tree.</summary>
internal readonly record struct SlotEdit(int Slot, TrackedVariable Variable);
