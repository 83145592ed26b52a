-- name: Get :one
SELECT known, street, district, city, uf, ibge, asked_at FROM cep_cache WHERE cep = $1;

-- name: Put :exec
INSERT INTO cep_cache (cep, known, street, district, city, uf, ibge, asked_at)
VALUES (@cep, @known, @street, @district, @city, @uf, @ibge, @asked_at)
ON CONFLICT (cep) DO UPDATE SET known = excluded.known, street = excluded.street, district = excluded.district,
    city = excluded.city, uf = excluded.uf, ibge = excluded.ibge, asked_at = excluded.asked_at;
