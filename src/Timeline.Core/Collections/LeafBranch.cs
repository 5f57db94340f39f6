using System.Runtime.CompilerServices;

namespace Timeline.Collections;

/// <summary>A branch that holds leaves, and the index of each.</summary>
internal sealed class LeafBranch : MapBranch
{
    internal LeafIndexes Indexes;

    [InlineArray(Width)]
    internal struct LeafIndexes
    {
        private LeafIndex _first;
    }
}
