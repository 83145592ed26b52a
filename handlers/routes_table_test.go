package handlers_test

// byRole says who gets in where: one line a route, one column a role, in the order
//
//	none shopper owner manager support warehouse analyst
//
// ok is in, - is led to the log-in, x is refused. It is written by hand: a new
// route is a decision, and TestRoutesByRole compares it with what happens.
const byRole = `
//                                                 none  shop. owner man.  supp. ware. analyst
GET  /healthz                                      ok    ok    ok    ok    ok    ok    ok
GET  /readyz                                       ok    ok    ok    ok    ok    ok    ok
GET  /static/*                                     ok    ok    ok    ok    ok    ok    ok
GET  /media/{key}                                  ok    ok    ok    ok    ok    ok    ok
GET  /robots.txt                                   ok    ok    ok    ok    ok    ok    ok
GET  /sitemap.xml                                  ok    ok    ok    ok    ok    ok    ok
GET  /sitemap/{file}                               ok    ok    ok    ok    ok    ok    ok
GET  /                                             ok    ok    ok    ok    ok    ok    ok
GET  /categories/{slug}                            ok    ok    ok    ok    ok    ok    ok
GET  /products/{slug}                              ok    ok    ok    ok    ok    ok    ok
GET  /search                                       ok    ok    ok    ok    ok    ok    ok
POST /preferences                                  ok    ok    ok    ok    ok    ok    ok
GET  /p/{slug}                                     ok    ok    ok    ok    ok    ok    ok
GET  /contact                                      ok    ok    ok    ok    ok    ok    ok
GET  /contact/{protocol}                           ok    ok    ok    ok    ok    ok    ok
POST /contact                                      ok    ok    ok    ok    ok    ok    ok

GET  /cart                                         ok    ok    ok    ok    ok    ok    ok
GET  /cart.json                                    ok    ok    ok    ok    ok    ok    ok
POST /cart/items                                   ok    ok    ok    ok    ok    ok    ok
POST /cart/items/{id}                              ok    ok    ok    ok    ok    ok    ok

GET  /checkout                                     ok    ok    ok    ok    ok    ok    ok
POST /checkout                                     ok    ok    ok    ok    ok    ok    ok
POST /checkout/start                               ok    ok    ok    ok    ok    ok    ok
GET  /checkout/shipping                            ok    ok    ok    ok    ok    ok    ok
POST /checkout/shipping                            ok    ok    ok    ok    ok    ok    ok
GET  /checkout/review                              ok    ok    ok    ok    ok    ok    ok
POST /checkout/place                               ok    ok    ok    ok    ok    ok    ok

GET  /orders/{token}                               ok    ok    ok    ok    ok    ok    ok
POST /orders/{token}/pay                           ok    ok    ok    ok    ok    ok    ok
POST /orders/{token}/method                        ok    ok    ok    ok    ok    ok    ok
POST /orders/{token}/cancel                        ok    ok    ok    ok    ok    ok    ok
POST /orders/{token}/redo                          ok    ok    ok    ok    ok    ok    ok
GET  /orders/{token}/claim                         ok    ok    ok    ok    ok    ok    ok
POST /orders/{token}/claim                         ok    ok    ok    ok    ok    ok    ok
GET  /orders/{token}/preferences                   ok    ok    ok    ok    ok    ok    ok
POST /orders/{token}/preferences                   ok    ok    ok    ok    ok    ok    ok

GET  /unsubscribe/{token}                          ok    ok    ok    ok    ok    ok    ok
POST /unsubscribe/{token}                          ok    ok    ok    ok    ok    ok    ok

GET  /account/login                                ok    ok    ok    ok    ok    ok    ok
POST /account/login                                ok    ok    ok    ok    ok    ok    ok
POST /account/logout                               ok    ok    ok    ok    ok    ok    ok
GET  /account/register                             ok    ok    ok    ok    ok    ok    ok
POST /account/register                             ok    ok    ok    ok    ok    ok    ok
GET  /account/forgot                               ok    ok    ok    ok    ok    ok    ok
POST /account/forgot                               ok    ok    ok    ok    ok    ok    ok
GET  /account/link                                 ok    ok    ok    ok    ok    ok    ok
POST /account/link                                 ok    ok    ok    ok    ok    ok    ok
GET  /account/mail                                 ok    ok    ok    ok    ok    ok    ok
GET  /account/email                                -     ok    ok    ok    ok    ok    ok
POST /account/email                                -     ok    ok    ok    ok    ok    ok
GET  /account/password                             -     ok    ok    ok    ok    ok    ok
POST /account/password                             -     ok    ok    ok    ok    ok    ok
GET  /account/verify/{token}                       ok    ok    ok    ok    ok    ok    ok
POST /account/verify/{token}                       ok    ok    ok    ok    ok    ok    ok
GET  /account/recover/{token}                      ok    ok    ok    ok    ok    ok    ok
POST /account/recover/{token}                      ok    ok    ok    ok    ok    ok    ok
GET  /account/link/{token}                         ok    ok    ok    ok    ok    ok    ok
POST /account/link/{token}                         ok    ok    ok    ok    ok    ok    ok
GET  /account/not-me/{token}                       ok    ok    ok    ok    ok    ok    ok
POST /account/not-me/{token}                       ok    ok    ok    ok    ok    ok    ok
GET  /account/invite/{token}                       ok    ok    ok    ok    ok    ok    ok
POST /account/invite/{token}                       ok    ok    ok    ok    ok    ok    ok
GET  /account/email/{token}                        ok    ok    ok    ok    ok    ok    ok
POST /account/email/{token}                        ok    ok    ok    ok    ok    ok    ok
GET  /account/login/second                         -     -     -     -     -     -     -
POST /account/login/second                         -     -     -     -     -     -     -
POST /account/login/second/options                 x     x     x     x     x     x     x
POST /account/login/passkey                        ok    ok    ok    ok    ok    ok    ok
POST /account/login/passkey/options                ok    ok    ok    ok    ok    ok    ok
GET  /account                                      -     ok    ok    ok    ok    ok    ok
GET  /account/orders                               -     ok    ok    ok    ok    ok    ok
GET  /account/privacy                              -     ok    ok    ok    ok    ok    ok
POST /account/privacy                              -     ok    ok    ok    ok    ok    ok
GET  /account/orders/{number}                      -     ok    ok    ok    ok    ok    ok
GET  /account/profile                              -     ok    ok    ok    ok    ok    ok
POST /account/profile                              -     ok    ok    ok    ok    ok    ok
GET  /account/addresses                            -     ok    ok    ok    ok    ok    ok
POST /account/addresses                            -     ok    ok    ok    ok    ok    ok
GET  /account/addresses/new                        -     ok    ok    ok    ok    ok    ok
GET  /account/addresses/{id}                       -     ok    ok    ok    ok    ok    ok
POST /account/addresses/{id}                       -     ok    ok    ok    ok    ok    ok
POST /account/addresses/{id}/default               -     ok    ok    ok    ok    ok    ok
POST /account/addresses/{id}/delete                -     ok    ok    ok    ok    ok    ok
GET  /account/confirm                              -     ok    ok    ok    ok    ok    ok
POST /account/confirm                              -     ok    ok    ok    ok    ok    ok
POST /account/confirm/options                      -     ok    ok    ok    ok    ok    ok
GET  /account/security                             -     ok    ok    ok    ok    ok    ok
POST /account/security/totp/start                  -     ok    ok    ok    ok    ok    ok
GET  /account/security/totp                        -     ok    ok    ok    ok    ok    ok
POST /account/security/totp                        -     ok    ok    ok    ok    ok    ok
POST /account/security/totp/remove                 -     ok    ok    ok    ok    ok    ok
POST /account/security/recovery                    -     ok    ok    ok    ok    ok    ok
POST /account/security/passkeys/options            -     ok    ok    ok    ok    ok    ok
POST /account/security/passkeys                    -     ok    ok    ok    ok    ok    ok
POST /account/security/passkeys/{id}               -     ok    ok    ok    ok    ok    ok
POST /account/security/passkeys/{id}/remove        -     ok    ok    ok    ok    ok    ok
POST /account/security/logins/end                  -     ok    ok    ok    ok    ok    ok
POST /account/security/logins/{id}/end             -     ok    ok    ok    ok    ok    ok

GET  /admin                                        -     x     ok    ok    ok    ok    ok
GET  /admin/orders                                 -     x     ok    ok    ok    ok    x
GET  /admin/orders/{number}                        -     x     ok    ok    ok    ok    x
POST /admin/orders/{number}/ship                   -     x     ok    ok    ok    ok    x
POST /admin/orders/{number}/refund                 -     x     ok    ok    ok    x     x
POST /admin/orders/{number}/cancel                 -     x     ok    ok    ok    x     x
POST /admin/orders/{number}/correct                -     x     ok    ok    ok    ok    x
POST /admin/orders/{number}/note                   -     x     ok    ok    ok    ok    x
POST /admin/orders/{number}/mail                   -     x     ok    ok    ok    ok    x
GET  /admin/refunds                                -     x     ok    ok    ok    x     x
POST /admin/refunds/{refund}                       -     x     ok    ok    ok    x     x
GET  /admin/inventory                              -     x     ok    ok    x     ok    x
GET  /admin/inventory/{variant}                    -     x     ok    ok    x     ok    x
POST /admin/inventory/{variant}                    -     x     ok    ok    x     ok    x
GET  /admin/mail                                   -     x     ok    ok    ok    x     x
GET  /admin/messages                               -     x     ok    ok    ok    x     x
GET  /admin/messages/{id}                          -     x     ok    ok    ok    x     x
POST /admin/messages/{id}                          -     x     ok    ok    ok    x     x
GET  /admin/customers                              -     x     ok    ok    ok    x     x
GET  /admin/customers/{id}                         -     x     ok    ok    ok    x     x
POST /admin/customers/{id}/document                -     x     ok    ok    ok    x     x
POST /admin/customers/{id}/note                    -     x     ok    ok    ok    x     x
POST /admin/customers/{id}/groups                  -     x     ok    ok    ok    x     x
POST /admin/customers/{id}/verify                  -     x     ok    ok    ok    x     x
POST /admin/customers/{id}/recover                 -     x     ok    ok    ok    x     x
POST /admin/customers/{id}/block                   -     x     ok    ok    ok    x     x
GET  /admin/customers/guest/{number}               -     x     ok    ok    ok    x     x
POST /admin/customers/guest/{number}/document      -     x     ok    ok    ok    x     x
POST /admin/customers/guest/{number}/note          -     x     ok    ok    ok    x     x
POST /admin/customers/guest/{number}/groups        -     x     ok    ok    ok    x     x
GET  /admin/newsletters                            -     x     ok    ok    ok    x     x
POST /admin/newsletters                            -     x     ok    ok    ok    x     x
GET  /admin/newsletters/new                        -     x     ok    ok    ok    x     x
GET  /admin/newsletters/{id}                       -     x     ok    ok    ok    x     x
POST /admin/newsletters/{id}                       -     x     ok    ok    ok    x     x
POST /admin/newsletters/{id}/test                  -     x     ok    ok    ok    x     x
POST /admin/newsletters/{id}/send                  -     x     ok    ok    ok    x     x
POST /admin/newsletters/{id}/stop                  -     x     ok    ok    ok    x     x
GET  /admin/pages                                  -     x     ok    x     x     x     x
GET  /admin/pages/{slug}                           -     x     ok    x     x     x     x
POST /admin/pages/{slug}                           -     x     ok    x     x     x     x
GET  /admin/staff                                  -     x     ok    x     x     x     x
GET  /admin/staff/{id}                             -     x     ok    x     x     x     x
GET  /admin/roles                                  -     x     ok    x     x     x     x
GET  /admin/roles/new                              -     x     ok    x     x     x     x
GET  /admin/roles/{id}                             -     x     ok    x     x     x     x
GET  /admin/audit                                  -     x     ok    x     x     x     x
POST /admin/customers/{id}/view                    -     x     ok    ok    ok    x     x
POST /admin/view/end                               -     x     ok    ok    ok    ok    ok
POST /admin/staff/invitations                      -     x     ok    x     x     x     x
POST /admin/staff/invitations/{id}                 -     x     ok    x     x     x     x
POST /admin/staff/{id}/role                        -     x     ok    x     x     x     x
POST /admin/staff/{id}/state                       -     x     ok    x     x     x     x
POST /admin/staff/{id}/logins                      -     x     ok    x     x     x     x
POST /admin/staff/{id}/factors                     -     x     ok    x     x     x     x
POST /admin/roles                                  -     x     ok    x     x     x     x
POST /admin/roles/{id}                             -     x     ok    x     x     x     x
POST /admin/roles/{id}/delete                      -     x     ok    x     x     x     x
POST /admin/audit/export                           -     x     ok    x     x     x     x
GET  /admin/settings                               -     x     ok    x     x     x     x
POST /admin/settings                               -     x     ok    x     x     x     x

POST /webhooks/stripe                              ok    ok    ok    ok    ok    ok    ok
`
