using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Values;

namespace Timeline.Configuring;

public sealed partial class ObserverSettings
{
    /// <summary>A text that has to be given, and not blank.</summary>
    /// <param name="name">The setting.</param>
    /// <returns>The text; empty where there is a mistake.</returns>
    public string Text(string name)
    {
        var node = Required(name, "a text");
        if (node is null || TextOf(node) is not { } text) return "";
        if (!string.IsNullOrWhiteSpace(text)) return text;
        Refuse(name, "it is blank, and has to be a text.");
        return "";
    }

    /// <summary>A text that may be left out.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">What it is then, or where there is a mistake.</param>
    /// <returns>The text.</returns>
    [return: NotNullIfNotNull(nameof(fallback))]
    public string? Text(string name, string? fallback) =>
        Ask(name) is { } node ? TextOf(node) ?? fallback : fallback;

    /// <summary>A whole number that may be left out.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">What it is then, or where there is a mistake.</param>
    /// <param name="minimum">The least it may be.</param>
    /// <param name="maximum">The greatest it may be.</param>
    /// <returns>The number.</returns>
    public long Number(
        string name, long fallback, long minimum = long.MinValue, long maximum = long.MaxValue) =>
        OptionalNumber(name, minimum, maximum) ?? fallback;

    /// <summary>A whole number that means something by being left out.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="minimum">The least it may be.</param>
    /// <param name="maximum">The greatest it may be.</param>
    /// <returns>The number, or null.</returns>
    public long? OptionalNumber(string name, long minimum = long.MinValue, long maximum = long.MaxValue)
    {
        if (Ask(name) is not { } node) return null;
        long number = 0;
        var isOne = node switch
        {
            SettingNode.Scalar { Value: Value.Number given } => given.TryGetInt64(out number),
            SettingNode.Scalar { Value: Value.Text { Content: var text } } when _reading.IsText =>
                long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
        if (isOne && number >= minimum && number <= maximum) return number;
        var range = (minimum > long.MinValue, maximum < long.MaxValue) switch
        {
            (true, true) => FormattableString.Invariant($" from {minimum} to {maximum}"),
            (true, _) => FormattableString.Invariant($" not below {minimum}"),
            (_, true) => FormattableString.Invariant($" not above {maximum}"),
            _ => "",
        };
        Refuse(name, Wrong(node, $"a whole number{range}"));
        return null;
    }

    /// <summary>Yes or no.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">What it is where it is left out, or where there is a mistake.</param>
    /// <returns>The flag.</returns>
    public bool Flag(string name, bool fallback = false)
    {
        if (Ask(name) is not { } node) return fallback;
        if (node is SettingNode.Scalar { Value: Value.Bool { IsTrue: var flag } }) return flag;
        if (_reading.IsText && node is SettingNode.Scalar { Value: Value.Text { Content: var text } }
            && bool.TryParse(text, out var read))
        {
            return read;
        }

        Refuse(name, Wrong(node, "true or false"));
        return fallback;
    }

    /// <summary>A length of time, longer than 0.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">What it is where it is left out, or where there is a mistake.</param>
    /// <param name="maximum">The longest it may be; null for any.</param>
    /// <returns>The time.</returns>
    public TimeSpan Duration(string name, TimeSpan fallback, TimeSpan? maximum = null) =>
        OptionalDuration(name, maximum) ?? fallback;

    /// <summary>A length of time, longer than 0, that means something by being left out.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="maximum">The longest it may be; null for any.</param>
    /// <returns>The time, or null.</returns>
    public TimeSpan? OptionalDuration(string name, TimeSpan? maximum = null)
    {
        if (Ask(name) is not { } node) return null;

        // A number alone would be one of days.
        if (node is SettingNode.Scalar { Value: Value.Text { Content: var text } }
            && text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time)
            && time > TimeSpan.Zero && time <= (maximum ?? TimeSpan.MaxValue))
        {
            return time;
        }

        var bound = maximum is { } most ? $" and at most {most:c}" : "";
        Refuse(name, Wrong(node, $"a time, as 00:00:10, longer than 0{bound}"));
        return null;
    }

    /// <summary>A moment that may be left out.</summary>
    /// <param name="name">The setting.</param>
    /// <returns>The moment, or null.</returns>
    public DateTimeOffset? OptionalTime(string name)
    {
        if (Ask(name) is not { } node) return null;
        if (node is SettingNode.Scalar { Value: Value.Text { Content: var text } }
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment;
        }

        Refuse(name, Wrong(node, "a moment, as 2026-01-31T10:00:00Z"));
        return null;
    }

    /// <summary>One of the cases of an enumeration, spelled with small letters and hyphens:
    /// <c>drop-oldest</c>.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">What it is where it is left out, or where there is a mistake.</param>
    /// <returns>The case.</returns>
    public TEnum Choice<TEnum>(string name, TEnum fallback)
        where TEnum : struct, Enum =>
        Ask(name) is { } node ? Case<TEnum>(node) ?? fallback : fallback;

    /// <summary>Several cases of an enumeration.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <param name="name">The setting, which is a list.</param>
    /// <returns>The cases; none where it is left out.</returns>
    public ImmutableArray<TEnum> Choices<TEnum>(string name)
        where TEnum : struct, Enum =>
        [.. Items(name, "a list of words").Select(Case<TEnum>).OfType<TEnum>()];

    /// <summary>Several texts.</summary>
    /// <param name="name">The setting, which is a list.</param>
    /// <returns>The texts; none where it is left out.</returns>
    public ImmutableArray<string> Texts(string name) =>
        [.. Items(name, "a list of texts").Select(node => TextOf(node)).OfType<string>()];

    /// <summary>Texts by name, which are the setting's own.</summary>
    /// <param name="name">The setting, which is a map.</param>
    /// <returns>The texts; none where it is left out.</returns>
    public ImmutableDictionary<string, string> TextsByName(string name)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, string>(_reading.Names);
        var node = Ask(name);
        if (node is null || IsEmptyText(node)) return texts.ToImmutable();
        if (node is not SettingNode.Fields fields)
        {
            Refuse(name, Wrong(node, "a map of texts"));
            return texts.ToImmutable();
        }

        foreach (var (key, below) in fields.Named)
        {
            if (TextOf(below) is { } text) texts[key] = text;
        }

        return texts.ToImmutable();
    }

    /// <summary>Patterns of paths.</summary>
    /// <param name="name">The setting, which is a list of texts such as <c>/orders/*/price</c>.</param>
    /// <returns>The patterns; none where it is left out.</returns>
    public ImmutableArray<PathPattern> PathPatterns(string name)
    {
        var patterns = ImmutableArray.CreateBuilder<PathPattern>();
        foreach (var node in Items(name, "a list of patterns"))
        {
            if (TextOf(node) is not { } text) continue;
            _ = PathPattern.Parse(text).Match(
                Right: patterns.Add,
                Left: error => _reading.Refuse(node.Path, $"{error.Message}."));
        }

        return patterns.ToImmutable();
    }

    /// <summary>The address of a web server, which has to be given.</summary>
    /// <param name="name">The setting.</param>
    /// <returns>An absolute address of <c>http</c> or <c>https</c>; null where there is a mistake.</returns>
    public Uri? Address(string name)
    {
        var node = Required(name, "an address, as https://example.org/changes");
        if (node is null || TextOf(node) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
        {
            return address;
        }

        // It is not told: it may hold a password.
        Refuse(name, "it has to be an address of http or https, as https://example.org/changes.");
        return null;
    }

    /// <summary>Which entries are wanted: the settings <c>actor</c>, <c>actions</c>, <c>paths</c> and
    /// <c>since</c>.</summary>
    /// <returns>The filter; all where nothing is said.</returns>
    public ChangeFilter Filter() => new()
    {
        Actor = Text("actor", null),
        Actions = Choices<ChangeAction>("actions"),
        Paths = PathPatterns("paths"),
        Since = OptionalTime("since"),
    };

    /// <summary>How a file of lines is kept: the settings <c>maximumBytes</c>, <c>maximumAge</c>, <c>keptFiles</c>,
    /// <c>sync</c> (<c>never</c>, <c>each-write</c>, <c>interval</c>) and <c>syncInterval</c>; the clock of a service
    /// <c>clock</c>, if there is one.</summary>
    /// <returns>The options.</returns>
    public JsonLinesOptions JsonLines() => new()
    {
        MaximumBytes = OptionalNumber("maximumBytes", 1),
        MaximumAge = OptionalDuration("maximumAge"),
        KeptFiles = (int?)OptionalNumber("keptFiles", 0, int.MaxValue),
        Sync = Sync(),
        Clock = OptionalService<TimeProvider>("clock") ?? TimeProvider.System,
    };

    private FileSync Sync()
    {
        var when = Choice("sync", SyncWord.Never);
        var interval = Duration("syncInterval", TimeSpan.FromSeconds(1), FileSync.Longest);
        if (when != SyncWord.Interval && Has("syncInterval"))
            Refuse("syncInterval", "it means nothing without \"sync\": \"interval\".");
        return when switch
        {
            SyncWord.EachWrite => FileSync.EachWrite,
            SyncWord.Interval => FileSync.Interval(interval),
            _ => FileSync.Never,
        };
    }

    private SettingNode? Required(string name, string wanted)
    {
        var node = Ask(name);
        if (node is null) _reading.Refuse(PathOf(name), $"it is missing, and has to be {wanted}.");
        return node;
    }

    private ImmutableArray<SettingNode> Items(string name, string wanted)
    {
        var node = Ask(name);
        if (node is null || IsEmptyText(node)) return [];
        if (node is SettingNode.Many many) return many.Items;
        Refuse(name, Wrong(node, wanted));
        return [];
    }

    private string? TextOf(SettingNode node)
    {
        if (node is SettingNode.Scalar { Value: Value.Text { Content: var text } }) return text;
        _reading.Refuse(node.Path, Wrong(node, "a text"));
        return null;
    }

    private TEnum? Case<TEnum>(SettingNode node)
        where TEnum : struct, Enum
    {
        var names = Enum.GetNames<TEnum>();
        string[] words = [.. names.Select(Word)];
        if (node is SettingNode.Scalar { Value: Value.Text { Content: var text } }
            && Array.FindIndex(words, word => _reading.Names.Equals(word, text)) is var at and >= 0)
        {
            return Enum.Parse<TEnum>(names[at]);
        }

        _reading.Refuse(node.Path, Wrong(node, $"one of {string.Join(", ", words)}"));
        return null;
    }

    private static string Word(string name) => string.Concat(name.Select((letter, i) =>
        char.IsUpper(letter) ? $"{(i == 0 ? "" : "-")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private enum SyncWord
    {
        Never,
        EachWrite,
        Interval,
    }
}
