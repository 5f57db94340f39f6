using System.Diagnostics;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>One operation of a JSON Patch (RFC 6902, section 4).</summary>
/// <remarks>
/// Beyond the standard an operation that puts something under a key may name the key to put it before, written as the
/// member <c>before</c>. A closed set of cases. Immutable and safe to share between threads.
/// </remarks>
public abstract record JsonPatchOperation
{
    private JsonPatchOperation(ValuePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
    }

    /// <summary>Where the operation takes place.</summary>
    public ValuePath Path { get; }

    /// <summary>The operation's name as in JSON.</summary>
    public string Name => this switch
    {
        Add => "add",
        Remove => "remove",
        Replace => "replace",
        Move => "move",
        Copy => "copy",
        Test => "test",
        _ => throw new UnreachableException(),
    };

    /// <summary>The operation as compact JSON.</summary>
    /// <returns>One JSON object.</returns>
    public sealed override string ToString() => JsonPatchText.ToText(this);

    /// <summary>Puts a value under a key (replacing what is there) or into a list before an index.</summary>
    public sealed record Add : JsonPatchOperation
    {
        /// <summary>Makes the operation.</summary>
        /// <param name="path">Where; the last step may be <c>-</c> for the end of a list.</param>
        /// <param name="value">The value.</param>
        /// <param name="nextKey">In a map: the key to place it before, or null for no say.</param>
        public Add(ValuePath path, Value value, string? nextKey = null)
            : base(path)
        {
            ArgumentNullException.ThrowIfNull(value);
            (Value, NextKey) = (value, WellFormed.Checked(nextKey, nameof(nextKey)));
        }

        /// <summary>The value to add.</summary>
        public Value Value { get; }

        /// <summary>In a map the key to place it before; ignored if it is not there.</summary>
        public string? NextKey { get; }
    }

    /// <summary>Takes away what is there.</summary>
    public sealed record Remove : JsonPatchOperation
    {
        /// <summary>Makes the operation.</summary>
        /// <param name="path">Where.</param>
        public Remove(ValuePath path)
            : base(path)
        {
        }
    }

    /// <summary>Puts a value in place of what is there.</summary>
    public sealed record Replace : JsonPatchOperation
    {
        /// <summary>Makes the operation.</summary>
        /// <param name="path">Where.</param>
        /// <param name="value">The new value.</param>
        public Replace(ValuePath path, Value value)
            : base(path)
        {
            ArgumentNullException.ThrowIfNull(value);
            Value = value;
        }

        /// <summary>The new value.</summary>
        public Value Value { get; }
    }

    /// <summary>Takes a value from one place and adds it at another.</summary>
    public sealed record Move : JsonPatchOperation
    {
        /// <summary>Makes the operation.</summary>
        /// <param name="from">Where the value is.</param>
        /// <param name="path">Where it goes.</param>
        /// <param name="nextKey">In a map: the key to place it before, or null for last.</param>
        /// <param name="isPlaced">
        /// Whether the place in the key order is meant; without it a move from a path to itself does nothing.
        /// </param>
        public Move(ValuePath from, ValuePath path, string? nextKey = null, bool isPlaced = false)
            : base(path)
        {
            ArgumentNullException.ThrowIfNull(from);
            (From, IsPlaced) = (from, isPlaced || nextKey is not null);
            NextKey = WellFormed.Checked(nextKey, nameof(nextKey));
        }

        /// <summary>Where the value is.</summary>
        public ValuePath From { get; }

        /// <summary>In a map the key to place it before; ignored if it is not there.</summary>
        public string? NextKey { get; }

        /// <summary>
        /// Whether the place in the key order is meant: the member <c>before</c> is written, if only as null.
        /// </summary>
        public bool IsPlaced { get; }
    }

    /// <summary>Adds at one place what is at another.</summary>
    public sealed record Copy : JsonPatchOperation
    {
        /// <summary>Makes the operation.</summary>
        /// <param name="from">Where the value is.</param>
        /// <param name="path">Where its copy goes.</param>
        /// <param name="nextKey">In a map: the key to place it before, or null for no say.</param>
        public Copy(ValuePath from, ValuePath path, string? nextKey = null)
            : base(path)
        {
            ArgumentNullException.ThrowIfNull(from);
            (From, NextKey) = (from, WellFormed.Checked(nextKey, nameof(nextKey)));
        }

        /// <summary>Where the value is.</summary>
        public ValuePath From { get; }

        /// <summary>In a map the key to place it before; ignored if it is not there.</summary>
        public string? NextKey { get; }
    }

    /// <summary>Fails unless an equal value is there.</summary>
    public sealed record Test : JsonPatchOperation
    {
        /// <summary>Makes the operation.</summary>
        /// <param name="path">Where.</param>
        /// <param name="value">The value that must be there.</param>
        public Test(ValuePath path, Value value)
            : base(path)
        {
            ArgumentNullException.ThrowIfNull(value);
            Value = value;
        }

        /// <summary>The value that must be there.</summary>
        public Value Value { get; }
    }
}
