using SQLitePCL;

namespace GeoServe.Sources.GeoPackage;

/// <summary>One compiled statement with its parameters (from 1) and the columns of its row (from 0).</summary>
internal sealed class GeoPackageStatement(GeoPackageConnection connection, sqlite3_stmt statement) : IDisposable
{
    private int _parameters;

    /// <summary>Gives the next parameter its value.</summary>
    public GeoPackageStatement Bind(long value) => Check(raw.sqlite3_bind_int64(statement, ++_parameters, value));

    /// <summary>Gives the next parameter its value.</summary>
    public GeoPackageStatement Bind(double value) => Check(raw.sqlite3_bind_double(statement, ++_parameters, value));

    /// <summary>Gives the next parameter its value.</summary>
    public GeoPackageStatement Bind(string value) => Check(raw.sqlite3_bind_text(statement, ++_parameters, value));

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool Step() => raw.sqlite3_step(statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        int code => throw connection.Error(code),
    };

    /// <summary>SQLite's storage class of a column in this row (raw.SQLITE_INTEGER, ...).</summary>
    public int StorageOf(int column) => raw.sqlite3_column_type(statement, column);

    /// <summary>True when the column has no value in this row.</summary>
    public bool IsNull(int column) => StorageOf(column) == raw.SQLITE_NULL;

    /// <summary>The column as a whole number.</summary>
    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>The column as a number.</summary>
    public double Real(int column) => raw.sqlite3_column_double(statement, column);

    /// <summary>The column as text; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    /// <summary>The column's bytes in SQLite's own memory, valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    private GeoPackageStatement Check(int code) => code == raw.SQLITE_OK ? this : throw connection.Error(code);
}
