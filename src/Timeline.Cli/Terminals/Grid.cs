using System.Text;

namespace Timeline.Cli.Terminals;

/// <summary>Rows whose columns are aligned; the last column takes what room is left and is cut there.</summary>
/// <remarks>Where too little is left for it, the widest of the columns that may be cut give way. A column that is
/// empty in every row is left out. In a file or a pipe nothing is cut.</remarks>
internal sealed class Grid(Terminal terminal)
{
    private const string Gap = "  ";
    private const int LeastRest = 20;
    private const int NarrowestColumn = 8;
    private readonly List<Cell[]> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">As many cells as every other row has.</param>
    public void Add(params Cell[] cells) => _rows.Add(cells);

    /// <summary>Prints the rows.</summary>
    public void Print()
    {
        if (_rows.Count == 0) return;
        var widths = Widths();
        var line = new StringBuilder();
        foreach (var row in _rows)
        {
            _ = line.Clear();
            var used = 0;
            for (var column = 0; column < row.Length; column++)
            {
                if (widths[column] == 0) continue;
                var room = column == row.Length - 1
                    ? Math.Max(LeastRest, terminal.Width - used)
                    : widths[column];
                var cell = row[column];
                var text = PlainText.Shorten(cell.Text, cell.IsWhole ? int.MaxValue : terminal.Room(room));
                var padding = new string(' ', Math.Max(0, widths[column] - PlainText.Columns(text)));
                if (cell.IsRight) _ = line.Append(padding);
                _ = line.Append(terminal.Paint(cell.Ink, text));
                if (!cell.IsRight && column < row.Length - 1) _ = line.Append(padding);
                if (column < row.Length - 1) _ = line.Append(Gap);
                used += widths[column] + Gap.Length;
            }

            terminal.Line(line.ToString().TrimEnd());
        }
    }

    private int[] Widths()
    {
        var widths = new int[_rows[0].Length];
        foreach (var row in _rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                var width = Math.Min(row[column].Limit, PlainText.Columns(row[column].Text));
                widths[column] = Math.Max(widths[column], width);
            }
        }

        MakeRoom(widths);
        return widths;
    }

    // First the columns that give way, then any that may be cut, the widest first.
    private void MakeRoom(int[] widths)
    {
        var rest = Math.Min(LeastRest, _rows.Max(row => PlainText.Columns(row[^1].Text)));
        while (widths[..^1].Sum(width => width == 0 ? 0 : width + Gap.Length) > terminal.Width - rest)
        {
            var narrowed = Enumerable.Range(0, widths.Length - 1)
                .Where(column => widths[column] > NarrowestColumn && MayBeCut(column))
                .OrderByDescending(column => _rows[0][column].GivesWay)
                .ThenByDescending(column => widths[column])
                .FirstOrDefault(-1);
            if (narrowed < 0) return;
            widths[narrowed]--;
        }
    }

    private bool MayBeCut(int column) => _rows[0][column] is { Limit: < int.MaxValue, IsWhole: false };

    /// <summary>One piece of a row.</summary>
    /// <param name="Text">The text, on one line and harmless.</param>
    /// <param name="Ink">Its colour.</param>
    /// <param name="IsRight">Whether it stands at the right of its column.</param>
    /// <param name="Limit">The most columns it makes the column wide.</param>
    /// <param name="IsWhole">Whether it is never cut, because it is there to be copied.</param>
    /// <param name="GivesWay">Whether its column is the first to be narrowed where room is scarce.</param>
    internal readonly record struct Cell(
        string Text,
        Ink Ink = Ink.Plain,
        bool IsRight = false,
        int Limit = int.MaxValue,
        bool IsWhole = false,
        bool GivesWay = false);
}
