namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>An undo where nothing was done.</summary>
    /// <param name="Actor">Whose change was to be undone; empty for anybody's.</param>
    public sealed record NothingToUndo(string Actor) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            Actor.Length == 0 ? "there is nothing to undo" : $"there is no change of {Quoted(Actor)} to undo";
    }

    /// <summary>A redo where nothing was undone.</summary>
    /// <param name="Actor">Whose change was to be redone; empty for anybody's.</param>
    public sealed record NothingToRedo(string Actor) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            Actor.Length == 0 ? "there is nothing to redo" : $"there is no undone change of {Quoted(Actor)} to redo";
    }

    /// <summary>A number that no version of an undo tree has.</summary>
    /// <param name="Number">The number asked for.</param>
    /// <param name="Last">The greatest there is; the smallest is 0.</param>
    public sealed record UndoPlaceMissing(int Number, int Last) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            Worded($"nothing was done under number {Number}: the numbers are 0 to {Last}");
    }

    /// <summary>A redo along a branch that does not begin at the current version.</summary>
    /// <param name="Branch">The number of the version to be redone.</param>
    /// <param name="Number">The number of the current version.</param>
    public sealed record UndoBranchMissing(int Branch, int Number) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            Worded($"{Branch} was not done at {Number}: redo one of the branches there, or move to it");
    }

    /// <summary>A change that cannot be taken back, because the same place was changed again since.</summary>
    /// <param name="Path">The JSON Pointer of the first such place, in the version that was to be taken back.</param>
    /// <param name="Count">How many such places there are.</param>
    public sealed record UndoConflict(string Path, int Count) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            Worded($"the change cannot be taken back: {Quoted(Path)}{Others} changed again since");

        private string Others => Count == 1 ? " was" : Worded($" and {Count - 1} more were");
    }
}
