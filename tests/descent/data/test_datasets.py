import numpy as np
import pytest

from utils.descent import (
    Dataset,
    line,
    penguins_body_mass,
    penguins_species,
    penguins_three_species,
    standardize,
    two_points,
)


def test_two_points():
    data = two_points()
    assert data.X.tolist() == [[1.0], [2.0]]
    assert data.y_true.tolist() == [2.0, 4.0]


def test_line_is_the_seeded_line_of_the_course():
    data = line()
    noise = np.random.default_rng(0).standard_normal(30)
    assert np.array_equal(data.X[:, 0], np.linspace(0, 3, 30))
    assert np.allclose(data.y_true, 2 * data.X[:, 0] + 1 + 0.1 * noise, rtol=0, atol=1e-15)
    assert np.array_equal(line(random_state=5).y_true, line(random_state=5).y_true)
    assert not np.array_equal(line(random_state=5).y_true, data.y_true)


def test_penguins_have_the_birds_that_the_source_says():
    # R's summary(palmerpenguins::penguins) prints 2 missing values, a mean mass of 4202 g, a mean flipper of
    # 200.9 mm; its documentation says 344 rows
    data = penguins_body_mass()
    assert data.X.shape == (342, 1)
    assert data.n_dropped == 2
    assert data.y_true.mean() == pytest.approx(4202, abs=0.5)
    assert data.X.mean() == pytest.approx(200.9, abs=0.05)
    assert "PLoS ONE" in data.source and "CC0" in data.source


def test_penguins_species_counts():
    # 152 Adelie (one without measurements), 68 chinstrap, 124 gentoo (one without)
    assert np.bincount(penguins_species().y_true.astype(int)).tolist() == [151, 68]
    gentoo = penguins_species("Gentoo", "Adelie", features=["flipper_length_mm"])
    assert np.bincount(gentoo.y_true.astype(int)).tolist() == [151, 123]
    assert gentoo.feature_names == ("flipper length (mm)",)
    assert gentoo.n_dropped == 2


def test_penguins_three_species_are_the_pairs_together():
    data = penguins_three_species()
    assert np.bincount(data.y_true.astype(int)).tolist() == [151, 68, 123]
    assert data.n_dropped == 2 and "CC0" in data.source
    pair = penguins_species("Chinstrap", "Adelie")
    assert np.array_equal(data.X[data.y_true < 2], pair.X[np.argsort(pair.y_true, kind="stable")])
    assert penguins_three_species(["flipper_length_mm", "body_mass_g"]).feature_names == (
        "flipper length (mm)",
        "body mass (g)",
    )


def test_data_cannot_be_changed_by_accident():
    with pytest.raises(ValueError):
        line().X[0, 0] = 7.0


def test_standardize():
    X = penguins_species().X
    standardized, mean, std = standardize(X)
    assert np.allclose(standardized.mean(axis=0), 0, atol=1e-12)
    assert np.allclose(standardized.std(axis=0), 1)
    assert np.allclose(standardized * std + mean, X)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: line(n_samples=1), "n_samples must be a whole number of at least 2; got 1."),
        (lambda: line(noise=-1), "noise must be at least 0, for example 0.1; got -1.0."),
        (lambda: line(noise="a"), "noise must be a finite number, for example 0.1; got 'a'."),
        (lambda: line(random_state=-1), "random_state must be a whole number of at least 0; got -1."),
        (
            lambda: penguins_species("Emperor"),
            "positive must be one of Adelie, Chinstrap, Gentoo; got 'Emperor'.",
        ),
        (
            lambda: penguins_species("Adelie", "Adelie"),
            "positive and negative must be two different species; got 'Adelie' twice.",
        ),
        (
            lambda: penguins_three_species("body_mass_g"),
            "features must be a list of column names, for example ['body_mass_g'].",
        ),
        (
            lambda: standardize([[1, 2], [1, 3]]),
            "X must not have a constant column, which cannot be standardized; column 0 is.",
        ),
        (
            lambda: standardize([[0.1], [0.1], [0.1]]),
            "X must not have a constant column, which cannot be standardized; column 0 is.",
        ),
        (lambda: Dataset([[1], [2]], [1, 2], ("a", "b"), "y", ""), "feature_names must hold 1 names; got 2."),
    ],
)
def test_errors_say_what_would_be_right(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
