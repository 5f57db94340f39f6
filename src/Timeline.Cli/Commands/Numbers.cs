using System.CommandLine.Parsing;
using System.Globalization;

namespace Timeline.Cli.Commands;

/// <summary>Numbers as the user writes them.</summary>
internal static class Numbers
{
    /// <summary>Reads a whole number from 1 upward.</summary>
    /// <param name="argument">The option's text.</param>
    /// <returns>The number, or null after an error was noted.</returns>
    public static int? ReadPositive(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return number;

        argument.AddError($"'{text}' is not a whole number from 1 upward");
        return null;
    }
}
