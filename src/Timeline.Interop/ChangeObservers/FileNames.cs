using System.Globalization;

namespace Timeline.ChangeObservers;

/// <summary>What stands beside a file of lines, and how it is called.</summary>
internal sealed class FileNames
{
    private const int Digits = 6;

    private readonly string _stem;
    private readonly string _extension;

    /// <summary>The names beside a file. A link is followed, so that what is put aside lies where the lines
    /// do.</summary>
    public FileNames(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Current = new FileInfo(full).LinkTarget is null
            ? full
            : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        Folder = System.IO.Path.GetDirectoryName(Current) ?? Current;
        _stem = System.IO.Path.GetFileNameWithoutExtension(Current);
        _extension = System.IO.Path.GetExtension(Current);
    }

    /// <summary>The file that grows.</summary>
    public string Current { get; }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>What stands for the right to write.</summary>
    public string Lock => Current + ".lock";

    /// <summary>Where the beginnings of lines are that were never ended.</summary>
    public string Torn => Current + ".torn";

    /// <summary>The next file, before it has its name.</summary>
    public string Next => Current + ".next";

    /// <summary>The name under which the current file is put aside: one more than the last one.</summary>
    public string Aside()
    {
        var last = Numbered().Select(file => file.Number).LastOrDefault();
        return System.IO.Path.Combine(
            Folder, string.Create(CultureInfo.InvariantCulture, $"{_stem}.{last + 1:D6}{_extension}"));
    }

    /// <summary>The files that were put aside, oldest first.</summary>
    public IReadOnlyList<string> PutAside() => [.. Numbered().Select(file => file.Path)];

    private IEnumerable<(long Number, string Path)> Numbered() =>
        Directory.Exists(Folder)
            ? Directory.EnumerateFiles(Folder, $"{_stem}.*{_extension}")
                .Select(path => (Number: NumberOf(System.IO.Path.GetFileName(path)), path))
                .Where(file => file.Number > 0)
                .Order()
            : [];

    private long NumberOf(string name)
    {
        if (!name.StartsWith(_stem + '.', StringComparison.Ordinal)) return 0;
        if (!name.EndsWith(_extension, StringComparison.Ordinal)) return 0;
        var digits = name.AsSpan(_stem.Length + 1);
        digits = digits[..Math.Max(0, digits.Length - _extension.Length)];

        // As Aside writes it, so that a file of others, as one of the year 2024, is not taken for one of these.
        if (digits.Length < Digits || (digits.Length > Digits && digits[0] == '0')) return 0;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < long.MaxValue
                ? number
                : 0;
    }
}
