using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Timeline.Objects;

namespace Timeline.Tests.Unit.Objects;

/// <summary>Lists that are but wrappers of arrays.</summary>
public sealed class WrappedArrayTests
{
    [Fact]
    public void An_immutable_array_is_looked_into_as_the_array_it_wraps()
    {
        ImmutableArray<int> numbers = [1, 2, 3];
        ImmutableArray<string> texts = ["a"];
        Assert.Same(ImmutableCollectionsMarshal.AsArray(numbers), WrappedArray<ImmutableArray<int>>.Of(numbers));
        Assert.Same(ImmutableCollectionsMarshal.AsArray(texts), WrappedArray<ImmutableArray<string>>.Of(texts));
    }

    [Fact]
    public void What_was_never_made_and_what_wraps_no_array_is_not()
    {
        Assert.Null(WrappedArray<ImmutableArray<int>>.Of(default));
        Assert.Null(WrappedArray<ArraySegment<int>>.Of(new int[2]));
        Assert.Null(WrappedArray<ImmutableList<int>>.Of([1]));
        Assert.Null(WrappedArray<nint>.Of(1));
    }
}
