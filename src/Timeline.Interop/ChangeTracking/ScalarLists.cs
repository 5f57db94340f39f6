namespace Timeline.ChangeTracking;

/// <summary>Captures lists of scalars, and of structs that hold nothing that can change.</summary>
internal abstract class ScalarLists
{
    /// <summary>Captures the elements of a list; of those that were there before, what they were written as is
    /// kept.</summary>
    /// <exception cref="CaptureFault">An element cannot be written.</exception>
    internal abstract ElementsSeen Capture(object list, ElementsSeen? last, Contents contents);
}
