namespace Timeline.Values;

public abstract partial class Value
{
    /// <summary>The value <c>null</c>.</summary>
    public sealed class Null : Value
    {
        /// <summary>The one instance.</summary>
        public static readonly Null Instance = new();

        private Null()
        {
        }

        /// <inheritdoc/>
        public override ValueKind Kind => ValueKind.Null;

        private protected override bool IsEqualTo(Value other) => true;

        private protected override bool IsExactly(Value other) => true;

        private protected override int Hash() => 0x4E554C4C;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed class Bool : Value
    {
        /// <summary>The one true value.</summary>
        public static readonly Bool True = new(true);

        /// <summary>The one false value.</summary>
        public static readonly Bool False = new(false);

        private Bool(bool isTrue) => IsTrue = isTrue;

        /// <summary>Whether this is <c>true</c>.</summary>
        public bool IsTrue { get; }

        /// <inheritdoc/>
        public override ValueKind Kind => ValueKind.Bool;

        private protected override bool IsEqualTo(Value other) => ((Bool)other).IsTrue == IsTrue;

        private protected override bool IsExactly(Value other) => IsEqualTo(other);

        private protected override int Hash() => IsTrue ? 0x54525545 : 0x46414C53;
    }

    /// <summary>A text of Unicode characters; always well-formed, so that it can be written as UTF-8.</summary>
    public sealed class Text : Value
    {
        /// <summary>The text of no characters.</summary>
        public static readonly Text Empty = new(string.Empty);

        internal Text(string wellFormed) => Content = wellFormed;

        /// <summary>The characters.</summary>
        public string Content { get; }

        /// <inheritdoc/>
        public override ValueKind Kind => ValueKind.Text;

        /// <summary>The text of these characters.</summary>
        /// <param name="content">Well-formed UTF-16.</param>
        /// <returns>The text. O(length).</returns>
        /// <exception cref="ArgumentException">The string holds half of a surrogate pair.</exception>
        public static Text From(string content)
        {
            ArgumentNullException.ThrowIfNull(content);
            WellFormed.Require(content, nameof(content));
            return content.Length == 0 ? Empty : new Text(content);
        }

        private protected override bool IsEqualTo(Value other) => ((Text)other).Content == Content;

        private protected override bool IsExactly(Value other) => IsEqualTo(other);

        private protected override int Hash() => Content.GetHashCode(StringComparison.Ordinal);
    }
}
